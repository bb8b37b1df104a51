"""Copies the containers and fills the copies."""

import copy

import torch


def move_batch(batch: object, device: torch.device) -> object:
    result = batch
    if isinstance(batch, torch.Tensor):
        result = batch.to(device)
    elif isinstance(batch, dict):
        result = copy.copy(batch)
        for key in batch:
            result[key] = move_batch(batch[key], device)
    elif isinstance(batch, list):
        result = copy.copy(batch)
        for i in range(len(batch)):
            result[i] = move_batch(batch[i], device)
    elif isinstance(batch, tuple):
        result = tuple(move_batch(list(batch), device))
    return result
