"""The state was changed in place: what the names lost or what did not fit is gone from the caller's own dict."""


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    for key in list(state):
        state[key.removeprefix("module.")] = state.pop(key)
    own = model.state_dict()
    fitting, unexpected = {}, []
    for full_name, value in state.items():
        name = full_name.removeprefix("module.")
        if name in own and value.shape == own[name].shape:
            fitting[name] = value
        else:
            unexpected.append(name)
    model.load_state_dict(fitting, strict=False)
    return [name for name in own if name not in fitting], unexpected
