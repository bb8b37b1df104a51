"""The lists are those of load_state_dict, which never saw what had been left out."""


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    own = model.state_dict()
    fitting = {}
    for full_name, value in state.items():
        name = full_name.removeprefix("module.")
        if name in own and value.shape == own[name].shape:
            fitting[name] = value
    missing, unexpected = model.load_state_dict(fitting, strict=False)
    return missing, unexpected
