"""The two lists are right, but nothing was loaded into the model."""


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    own = model.state_dict()
    fitting, unexpected = {}, []
    for full_name, value in state.items():
        name = full_name.removeprefix("module.")
        if name in own and value.shape == own[name].shape:
            fitting[name] = value
        else:
            unexpected.append(name)
    return [name for name in own if name not in fitting], unexpected
