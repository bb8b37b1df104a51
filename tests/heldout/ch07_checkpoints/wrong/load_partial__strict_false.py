"""Relies on strict=False, which raises for other shapes."""

import torch


def load_partial(state, model):
    state = {name.removeprefix("module."): tensor for name, tensor in state.items()}
    result = model.load_state_dict(state, strict=False)
    return result.missing_keys, result.unexpected_keys
