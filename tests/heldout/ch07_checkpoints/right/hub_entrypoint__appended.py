"""Starts with one layer and appends."""

import torch
from torch import nn

dependencies = ["torch"]


def hub_entrypoint(sizes: list[int], weights: str | None = None, map_location: str = "cpu") -> nn.Module:
    model = nn.Sequential(nn.Linear(sizes[0], sizes[1]))
    for size, following in zip(sizes[1:-1], sizes[2:]):
        model.append(nn.ReLU())
        model.append(nn.Linear(size, following))
    if weights is None:
        return model.eval()
    with open(weights, "rb") as file:
        state = torch.load(file, map_location=torch.device(map_location), weights_only=True)["model"]
    model.load_state_dict(state)
    model.eval()
    return model
