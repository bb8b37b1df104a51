"""Averages and copies are bound to a local name; ema is as it was."""


@torch.no_grad()
def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    for name, value in state.items():
        if value.is_floating_point():
            average = ema[name]
            average = decay * average + (1 - decay) * value
        else:
            average = value.clone()
