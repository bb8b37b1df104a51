"""Numbers of elements are compared, not shapes: (3, 5) and (5, 3) have the same number."""


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    own = model.state_dict()
    fitting, unexpected = {}, []
    for full_name, value in state.items():
        name = full_name.removeprefix("module.")
        if name in own and value.numel() == own[name].numel():
            fitting[name] = value.reshape(own[name].shape)
        else:
            unexpected.append(name)
    model.load_state_dict(fitting, strict=False)
    return [name for name in own if name not in fitting], unexpected
