"""Looks into the outer container only."""

import torch


def move_batch(batch, device):
    def move(value):
        return value.to(device) if isinstance(value, torch.Tensor) else value

    if isinstance(batch, dict):
        return {k: move(v) for k, v in batch.items()}
    if isinstance(batch, list):
        return [move(v) for v in batch]
    if isinstance(batch, tuple):
        return tuple(move(v) for v in batch)
    return move(batch)
