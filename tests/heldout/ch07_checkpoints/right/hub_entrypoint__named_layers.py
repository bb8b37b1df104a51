"""Names the layers in an OrderedDict."""

from collections import OrderedDict

import torch
from torch import nn

dependencies = ["torch"]


def hub_entrypoint(sizes: list[int], weights: str | None = None, map_location: str = "cpu") -> nn.Module:
    named = OrderedDict()
    last = len(sizes) - 2
    for i in range(len(sizes) - 1):
        named[str(2 * i)] = nn.Linear(sizes[i], sizes[i + 1])
        if i != last:
            named[str(2 * i + 1)] = nn.ReLU(inplace=True)
    model = nn.Sequential(named)
    if weights:
        model.load_state_dict(torch.load(weights, map_location=map_location, weights_only=True)["model"], strict=True)
    model.train(False)
    return model
