"""A name or shape that does not fit raised an error; it should be left out and named."""


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    own = model.state_dict()
    fitting, unexpected = {}, []
    for full_name, value in state.items():
        name = full_name.removeprefix("module.")
        if name in own and value.shape == own[name].shape:
            fitting[name] = value
        else:
            unexpected.append(name)
    model.load_state_dict({n.removeprefix("module."): v for n, v in state.items()})
    return [name for name in own if name not in fitting], unexpected
