"""A loop over neighbours; the last ReLU is left out."""

from itertools import pairwise

import torch
from torch import nn

dependencies = ["torch"]


def hub_entrypoint(sizes, weights=None, map_location="cpu"):
    layers = []
    for n_in, n_out in pairwise(sizes):
        layers += [nn.Linear(n_in, n_out), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    if weights is not None:
        checkpoint = torch.load(weights, map_location=map_location, weights_only=True)
        model.load_state_dict(checkpoint["model"])
    return model.eval()
