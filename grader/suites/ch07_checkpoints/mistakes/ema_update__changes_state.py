"""The averages are right, but the current tensors, which the model trains with, were changed in place."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if value.is_floating_point():
                ema[name].mul_(decay).add_(value.detach().mul_(1 - decay))
            else:
                ema[name].copy_(value)
