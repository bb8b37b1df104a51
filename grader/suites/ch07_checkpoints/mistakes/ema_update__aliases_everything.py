"""The averages became the current tensors themselves: nothing is averaged, and the next step of training changes
them.
"""


def ema_update(ema, state, decay):
    for name, value in state.items():
        ema[name] = value
