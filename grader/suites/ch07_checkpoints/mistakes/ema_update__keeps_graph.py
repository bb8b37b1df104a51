"""The averages hang on the graph of the parameters: every step makes it longer. Use torch.no_grad() or detach()."""


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    if True:
        for name, value in state.items():
            if value.is_floating_point():
                ema[name] = decay * ema[name] + (1 - decay) * value
            else:
                ema[name].copy_(value)
