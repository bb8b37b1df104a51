"""Looks at parameters only; buffers are neither loaded nor missing."""

import torch


@torch.no_grad()
def load_partial(state, model):
    own = dict(model.named_parameters())
    loaded, unexpected = set(), []
    for name, tensor in state.items():
        name = name.removeprefix("module.")
        if name in own and own[name].shape == tensor.shape:
            own[name].copy_(tensor)
            loaded.add(name)
        else:
            unexpected.append(name)
    return [n for n in own if n not in loaded], unexpected
