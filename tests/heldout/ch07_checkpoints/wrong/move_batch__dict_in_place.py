"""Writes into the dict and the list that came in."""

import torch


def move_batch(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        for k, v in batch.items():
            batch[k] = move_batch(v, device)
        return batch
    if isinstance(batch, list):
        for i, v in enumerate(batch):
            batch[i] = move_batch(v, device)
        return batch
    if isinstance(batch, tuple):
        return tuple(move_batch(v, device) for v in batch)
    return batch
