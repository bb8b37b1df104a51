"""New tensors under the old names, cut off the graph."""


def ema_update(ema, state, decay):
    for name in ema:
        value = state[name].detach()
        if value.dtype.is_floating_point:
            ema[name] = decay * ema[name] + (1.0 - decay) * value
        else:
            ema[name] = value.clone()
