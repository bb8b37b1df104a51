"""Takes all beginnings off, not one."""

import torch


def load_partial(state, model):
    own = model.state_dict()
    fitting, unexpected = {}, []
    for name, tensor in state.items():
        while name.startswith("module."):
            name = name[len("module.") :]
        if name in own and own[name].shape == tensor.shape:
            fitting[name] = tensor
        else:
            unexpected.append(name)
    missing = [name for name in own if name not in fitting]
    model.load_state_dict(fitting, strict=False)
    return missing, unexpected
