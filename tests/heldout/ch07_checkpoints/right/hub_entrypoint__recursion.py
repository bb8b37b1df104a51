"""A recursive list of layers, and copying by hand with checks."""

import torch
from torch import nn

dependencies = ["torch"]


def _layers(sizes):
    first = nn.Linear(sizes[0], sizes[1])
    return [first] if len(sizes) == 2 else [first, nn.ReLU(), *_layers(sizes[1:])]


def hub_entrypoint(sizes: list[int], weights: str | None = None, map_location: str = "cpu") -> nn.Module:
    if len(sizes) < 2:
        raise ValueError("at least two sizes")
    model = nn.Sequential(*_layers(list(sizes)))
    if weights is not None:
        saved = torch.load(weights, map_location, weights_only=True)["model"]
        own = model.state_dict()
        if list(sorted(saved)) != list(sorted(own)) or any(saved[k].shape != own[k].shape for k in own):
            raise RuntimeError("the file is of another model")
        for key in own:
            own[key].copy_(saved[key])
    return model.eval()
