"""What was not loaded was set to zero; it should stay as it was."""


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    own = model.state_dict()
    fitting, unexpected = {}, []
    for full_name, value in state.items():
        name = full_name.removeprefix("module.")
        if name in own and value.shape == own[name].shape:
            fitting[name] = value
        else:
            unexpected.append(name)
    zeros = {name: torch.zeros_like(value) for name, value in own.items()}
    model.load_state_dict(zeros | fitting)
    return [name for name in own if name not in fitting], unexpected
