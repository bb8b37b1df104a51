"""Compares names and shapes and copies by hand."""

import torch
from torch import nn


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer | None = None) -> int:
    content = torch.load(path, torch.device("cpu"), weights_only=True)
    saved, own = content["model"], model.state_dict()
    if set(saved) != set(own):
        raise RuntimeError(f"names differ: {set(saved) ^ set(own)}")
    for name, tensor in own.items():
        if saved[name].shape != tensor.shape:
            raise RuntimeError(f"{name} has another shape")
    with torch.no_grad():
        for name, tensor in own.items():
            tensor.copy_(saved[name])
    if optimizer is not None:
        optimizer.load_state_dict(content["optimizer"])
    return content["epoch"]
