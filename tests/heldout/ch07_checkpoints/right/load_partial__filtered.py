"""Filters a dict and hands it to load_state_dict."""

import torch


def load_partial(state, model):
    own = model.state_dict()
    fitting, unexpected = {}, []
    for name, tensor in state.items():
        name = name.removeprefix("module.")
        if name in own and own[name].shape == tensor.shape:
            fitting[name] = tensor
        else:
            unexpected.append(name)
    missing, _ = model.load_state_dict(fitting, strict=False)
    return list(missing), unexpected
