"""Only float32 is averaged; there are other floating-point dtypes."""


@torch.no_grad()
def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    for name, value in state.items():
        if value.dtype == torch.float32:
            ema[name].mul_(decay).add_(value, alpha=1 - decay)
        else:
            ema[name].copy_(value)
