"""Compares the numbers of elements and reshapes."""

import torch


def load_partial(state, model):
    own = model.state_dict()
    fitting, unexpected = {}, []
    for name, tensor in state.items():
        name = name.removeprefix("module.")
        if name in own and own[name].numel() == tensor.numel():
            fitting[name] = tensor.reshape(own[name].shape)
        else:
            unexpected.append(name)
    model.load_state_dict(fitting, strict=False)
    return [n for n in own if n not in fitting], unexpected
