"""module. is not taken off the names, so nothing fits and nothing is loaded."""


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    own = model.state_dict()
    fitting, unexpected = {}, []
    for full_name, value in state.items():
        name = full_name
        if name in own and value.shape == own[name].shape:
            fitting[name] = value
        else:
            unexpected.append(name)
    model.load_state_dict(fitting, strict=False)
    return [name for name in own if name not in fitting], unexpected
