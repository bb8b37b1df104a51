"""Pops from the state."""

import torch


def load_partial(state, model):
    for name in list(state):
        if name.startswith("module."):
            state[name[7:]] = state.pop(name)
    own = model.state_dict()
    unexpected = [n for n in state if n not in own or own[n].shape != state[n].shape]
    for name in unexpected:
        del state[name]
    missing, _ = model.load_state_dict(state, strict=False)
    return missing, unexpected
