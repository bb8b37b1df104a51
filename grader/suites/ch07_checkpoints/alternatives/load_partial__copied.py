"""Copied one by one, without load_state_dict."""


@torch.no_grad()
def load_partial(state, model):
    own = {**dict(model.named_parameters()), **dict(model.named_buffers())}
    used, unexpected = set(), []
    for given, value in state.items():
        name = given.split("module.", 1)[1] if given.startswith("module.") else given
        target = own.get(name)
        if target is None or target.shape != value.shape:
            unexpected.append(name)
            continue
        target.copy_(value)
        used.add(name)
    return [name for name in model.state_dict() if name not in used], unexpected
