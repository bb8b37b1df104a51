"""Does not pass map_location on."""

import torch
from torch import nn

dependencies = ["torch"]


def hub_entrypoint(sizes, weights=None, map_location="cpu"):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    if weights is not None:
        model.load_state_dict(torch.load(weights, weights_only=True)["model"])
    return model.eval()
