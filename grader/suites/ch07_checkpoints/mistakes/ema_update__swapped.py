"""decay and 1 - decay are swapped: the average runs after the current value almost at once."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if value.is_floating_point():
                ema[name].mul_(1 - decay).add_(value, alpha=decay)
            else:
                ema[name].copy_(value)
