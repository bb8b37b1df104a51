"""Filters first, and then returns what load_state_dict says of the filtered state."""

import torch


def load_partial(state, model):
    own = model.state_dict()
    state = {name.removeprefix("module."): tensor for name, tensor in state.items()}
    fitting = {n: t for n, t in state.items() if n in own and own[n].shape == t.shape}
    keys = model.load_state_dict(fitting, strict=False)
    return keys.missing_keys, keys.unexpected_keys
