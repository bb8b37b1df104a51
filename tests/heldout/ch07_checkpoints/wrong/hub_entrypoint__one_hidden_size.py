"""All hidden layers get the first hidden size."""

import torch
from torch import nn

dependencies = ["torch"]


def hub_entrypoint(sizes, weights=None, map_location="cpu"):
    layers = []
    n = sizes[0]
    for _ in sizes[1:-1]:
        layers.append(nn.Linear(n, sizes[1]))
        layers.append(nn.ReLU())
        n = sizes[1]
    layers.append(nn.Linear(n, sizes[-1]))
    model = nn.Sequential(*layers)
    if weights is not None:
        model.load_state_dict(torch.load(weights, map_location=map_location, weights_only=True)["model"])
    return model.eval()
