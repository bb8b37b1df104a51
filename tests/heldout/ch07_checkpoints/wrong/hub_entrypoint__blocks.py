"""Nested blocks: the names have two numbers."""

import torch
from torch import nn

dependencies = ["torch"]


def block(n_in, n_out):
    return nn.Sequential(nn.Linear(n_in, n_out), nn.ReLU())


def hub_entrypoint(sizes, weights=None, map_location="cpu"):
    hidden = [block(a, b) for a, b in zip(sizes[:-2], sizes[1:-1])]
    model = nn.Sequential(*hidden, nn.Linear(sizes[-2], sizes[-1]))
    if weights is not None:
        model.load_state_dict(torch.load(weights, map_location=map_location, weights_only=True)["model"])
    return model.eval()
