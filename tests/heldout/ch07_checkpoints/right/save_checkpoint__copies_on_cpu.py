"""Copies the tensors to the CPU into plain dicts."""

import copy

import torch
from torch import nn


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    state = {}
    for name, tensor in model.state_dict().items():
        state[name] = tensor.detach().cpu().clone()
    checkpoint = {}
    checkpoint["epoch"] = int(epoch)
    checkpoint["optimizer"] = copy.deepcopy(optimizer.state_dict())
    checkpoint["model"] = state
    torch.save(checkpoint, path)
