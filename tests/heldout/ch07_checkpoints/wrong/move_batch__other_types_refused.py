"""Raises TypeError for a number or a text."""

import torch


def move_batch(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {k: move_batch(v, device) for k, v in batch.items()}
    if isinstance(batch, (list, tuple)):
        return type(batch)([move_batch(v, device) for v in batch])
    raise TypeError(f"Unsupported type: {type(batch)}")
