"""A function for each type."""

from functools import singledispatch

import torch


@singledispatch
def _moved(batch, device):
    return batch


@_moved.register
def _(batch: torch.Tensor, device):
    return batch.to(device, non_blocking=True)


@_moved.register
def _(batch: list, device):
    return [_moved(part, device) for part in batch]


@_moved.register
def _(batch: tuple, device):
    return tuple(_moved(part, device) for part in batch)


@_moved.register
def _(batch: dict, device):
    return dict(zip(batch.keys(), (_moved(part, device) for part in batch.values())))


def move_batch(batch: object, device: torch.device) -> object:
    return _moved(batch, device)
