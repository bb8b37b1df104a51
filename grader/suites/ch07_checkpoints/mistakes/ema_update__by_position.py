"""The two dicts are paired by position; tensors belong together by name."""


@torch.no_grad()
def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    for average, value in zip(ema.values(), state.values(), strict=True):
        if value.is_floating_point():
            average.mul_(decay).add_(value, alpha=1 - decay)
        else:
            average.copy_(value)
