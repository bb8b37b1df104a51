"""BatchNorm's running statistics were left as they were; all floating-point tensors are averaged."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if name.startswith("running"):
                continue
            if value.is_floating_point():
                ema[name].mul_(decay).add_(value, alpha=1 - decay)
            else:
                ema[name].copy_(value)
