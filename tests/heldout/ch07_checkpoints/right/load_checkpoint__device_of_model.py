"""Loads onto the model's own device, with the default of weights_only."""

import torch
from torch import nn


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer | None = None) -> int:
    devices = [t.device for t in (*model.parameters(), *model.buffers())]
    device = devices[0] if devices else torch.device("cpu")
    state = torch.load(path, map_location=device)
    model.load_state_dict(state["model"])
    if optimizer is not None:
        optimizer.load_state_dict(state["optimizer"])
    return state["epoch"]
