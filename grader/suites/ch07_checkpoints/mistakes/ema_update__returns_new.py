"""The averages came back in a new dict; ema itself is as it was. It should change."""


def ema_update(ema, state, decay):
    with torch.no_grad():
        return {
            name: decay * ema[name] + (1 - decay) * value if value.is_floating_point() else value.clone()
            for name, value in state.items()
        }
