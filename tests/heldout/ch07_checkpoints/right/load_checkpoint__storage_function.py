"""The older map_location, and an open file."""

import torch
from torch import nn


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer | None = None) -> int:
    with open(path, "rb") as file:
        checkpoint = torch.load(file, map_location=lambda storage, location: storage, weights_only=True)
    model.load_state_dict(checkpoint["model"], strict=True)
    if optimizer:
        optimizer.load_state_dict(checkpoint["optimizer"])
    return int(checkpoint["epoch"])
