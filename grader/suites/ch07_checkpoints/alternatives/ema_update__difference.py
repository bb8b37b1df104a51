"""The difference, scaled, in the data."""


@torch.no_grad()
def ema_update(ema, state, decay):
    for name, average in ema.items():
        if torch.is_floating_point(average):
            average.sub_((1 - decay) * (average - state[name].data))
        else:
            average.copy_(state[name])
