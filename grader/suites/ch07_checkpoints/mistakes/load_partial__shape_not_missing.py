"""What has another shape stands among the unexpected names only; it is missing too, since nothing was loaded for
it.
"""


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    own = model.state_dict()
    fitting, unexpected = {}, []
    for full_name, value in state.items():
        name = full_name.removeprefix("module.")
        if name in own and value.shape == own[name].shape:
            fitting[name] = value
        else:
            unexpected.append(name)
    model.load_state_dict(fitting, strict=False)
    return [name for name in own if name not in {n.removeprefix("module.") for n in state}], unexpected
