"""A name with another shape is called unexpected, but not missing."""

import torch


def load_partial(state, model):
    own = model.state_dict()
    state = {name.removeprefix("module."): tensor for name, tensor in state.items()}
    fitting = {n: t for n, t in state.items() if n in own and own[n].shape == t.shape}
    model.load_state_dict(fitting, strict=False)
    return [n for n in own if n not in state], [n for n in state if n not in fitting]
