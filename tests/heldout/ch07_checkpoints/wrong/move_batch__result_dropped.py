"""Thinks that .to() moves the tensor itself."""

import torch


def move_batch(batch, device):
    if isinstance(batch, torch.Tensor):
        batch.to(device)
    elif isinstance(batch, dict):
        for value in batch.values():
            move_batch(value, device)
    elif isinstance(batch, (list, tuple)):
        for value in batch:
            move_batch(value, device)
    return batch
