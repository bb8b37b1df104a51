"""Keeps subclasses too, named tuples among them."""

from collections.abc import Mapping

import torch


def move_batch(batch: object, device: torch.device) -> object:
    if torch.is_tensor(batch):
        return batch.to(device=device)
    if isinstance(batch, Mapping):
        return type(batch)((k, move_batch(v, device)) for k, v in batch.items())
    if isinstance(batch, tuple) and hasattr(batch, "_fields"):
        return type(batch)(*(move_batch(part, device) for part in batch))
    if isinstance(batch, (list, tuple)):
        return type(batch)(move_batch(part, device) for part in batch)
    return batch
