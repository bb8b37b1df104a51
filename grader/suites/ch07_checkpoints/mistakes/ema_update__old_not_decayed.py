"""The old average was not multiplied by decay before the new part was added."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if value.is_floating_point():
                ema[name].add_(value, alpha=1 - decay)
            else:
                ema[name].copy_(value)
