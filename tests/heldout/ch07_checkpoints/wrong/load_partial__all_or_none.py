"""Takes the beginning off only where every name has it."""

import torch


def load_partial(state, model):
    if all(name.startswith("module.") for name in state):
        state = {name[7:]: tensor for name, tensor in state.items()}
    own = model.state_dict()
    fitting = {n: t for n, t in state.items() if n in own and own[n].shape == t.shape}
    model.load_state_dict(fitting, strict=False)
    return [n for n in own if n not in fitting], [n for n in state if n not in fitting]
