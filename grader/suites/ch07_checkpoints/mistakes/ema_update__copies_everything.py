"""The current values were copied whole: nothing of the old average is kept."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if value.is_floating_point():
                ema[name].copy_(value)
            else:
                ema[name].copy_(value)
