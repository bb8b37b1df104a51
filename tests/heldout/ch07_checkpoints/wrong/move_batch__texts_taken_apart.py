"""Takes every iterable for a list; a text is one, too."""

from collections.abc import Iterable

import torch


def move_batch(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {k: move_batch(v, device) for k, v in batch.items()}
    if isinstance(batch, tuple):
        return tuple(move_batch(v, device) for v in batch)
    if isinstance(batch, Iterable):
        return [move_batch(v, device) for v in batch]
    return batch
