"""Differences of sets, sorted: the order of the model is lost."""

import torch


def load_partial(state, model):
    own = model.state_dict()
    state = {name.removeprefix("module."): tensor for name, tensor in state.items()}
    fitting = {n: t for n, t in state.items() if n in own and own[n].shape == t.shape}
    model.load_state_dict(fitting, strict=False)
    return sorted(set(own) - set(fitting)), sorted(set(state) - set(fitting))
