"""Makes everything float32 on the way."""

import torch


def move_batch(batch, device):
    if torch.is_tensor(batch):
        return batch.to(device, torch.float32)
    if isinstance(batch, dict):
        return {k: move_batch(v, device) for k, v in batch.items()}
    if isinstance(batch, list):
        return [move_batch(v, device) for v in batch]
    if isinstance(batch, tuple):
        return tuple(move_batch(v, device) for v in batch)
    return batch
