"""The sign of the second part is wrong: it is subtracted."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if value.is_floating_point():
                ema[name].mul_(decay).sub_(value, alpha=1 - decay)
            else:
                ema[name].copy_(value)
