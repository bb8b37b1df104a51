"""This is the mean of the old and the new: decay is not used."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if value.is_floating_point():
                ema[name].add_(value).div_(2)
            else:
                ema[name].copy_(value)
