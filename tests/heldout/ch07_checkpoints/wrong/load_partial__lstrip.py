"""lstrip takes letters off."""

import torch


def load_partial(state, model):
    own = model.state_dict()
    fitting, unexpected = {}, []
    for name, tensor in state.items():
        name = name.lstrip("module.")
        if name in own and own[name].shape == tensor.shape:
            fitting[name] = tensor
        else:
            unexpected.append(name)
    missing, _ = model.load_state_dict(fitting, strict=False)
    return missing, unexpected
