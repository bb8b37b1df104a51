"""No no_grad: the averages hang on the graph of the parameters."""

import torch


def ema_update(ema, state, decay):
    for name, value in state.items():
        if value.is_floating_point():
            ema[name] = decay * ema[name] + (1 - decay) * value
        else:
            ema[name] = value.clone()
