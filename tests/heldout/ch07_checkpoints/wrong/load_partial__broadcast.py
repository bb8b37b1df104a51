"""Copies by hand without looking at the shape; what cannot be stretched is skipped."""

import torch


@torch.no_grad()
def load_partial(state, model):
    own = model.state_dict()
    loaded, unexpected = [], []
    for name, tensor in state.items():
        name = name.removeprefix("module.")
        if name not in own:
            unexpected.append(name)
            continue
        try:
            own[name].copy_(tensor)
            loaded.append(name)
        except RuntimeError:
            unexpected.append(name)
    return [n for n in own if n not in loaded], unexpected
