"""weights_only=False."""

import torch
from torch import nn

dependencies = ["torch"]


def hub_entrypoint(sizes, weights=None, map_location="cpu"):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    if weights is not None:
        checkpoint = torch.load(weights, map_location=map_location, weights_only=False)
        model.load_state_dict(checkpoint["model"])
    return model.eval()
