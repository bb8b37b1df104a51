"""The counters are the current tensors themselves, not copies: they will change with the model."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if value.is_floating_point():
                ema[name].mul_(decay).add_(value, alpha=1 - decay)
            else:
                ema[name] = value
