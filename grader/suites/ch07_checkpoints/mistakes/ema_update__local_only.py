"""The new average was bound to a local name; the entry in ema is as it was."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    with torch.no_grad():
        for name, value in state.items():
            if value.is_floating_point():
                average = ema[name]
                average = decay * average + (1 - decay) * value
            else:
                ema[name].copy_(value)
