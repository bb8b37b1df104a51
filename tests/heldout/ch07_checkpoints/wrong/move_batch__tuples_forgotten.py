"""Has no case for tuples."""

import torch


def move_batch(batch, device):
    if isinstance(batch, dict):
        return {k: move_batch(v, device) for k, v in batch.items()}
    elif isinstance(batch, list):
        return [move_batch(v, device) for v in batch]
    elif hasattr(batch, "to"):
        return batch.to(device)
    return batch
