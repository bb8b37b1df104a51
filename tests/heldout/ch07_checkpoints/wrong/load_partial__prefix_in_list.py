"""Returns the unexpected names as they were in the file."""

import torch


def load_partial(state, model):
    own = model.state_dict()
    fitting, unexpected = {}, []
    for name, tensor in state.items():
        short = name.removeprefix("module.")
        if short in own and own[short].shape == tensor.shape:
            fitting[short] = tensor
        else:
            unexpected.append(name)
    missing, _ = model.load_state_dict(fitting, strict=False)
    return missing, unexpected
