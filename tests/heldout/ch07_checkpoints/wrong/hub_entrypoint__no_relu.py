"""Only linear layers; their names are 0, 1, 2."""

import torch
from torch import nn

dependencies = ["torch"]


def hub_entrypoint(sizes, weights=None, map_location="cpu"):
    model = nn.Sequential(*[nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:])])
    if weights is not None:
        model.load_state_dict(torch.load(weights, map_location=map_location, weights_only=True)["model"])
    return model.eval()
