"""Always goes to the first device of the machine, and not to the one that is given."""

import torch


def move_batch(batch, device):
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if torch.is_tensor(batch):
        return batch.to(device)
    if isinstance(batch, dict):
        return {k: move_batch(v, device) for k, v in batch.items()}
    if isinstance(batch, (list, tuple)):
        return type(batch)(move_batch(v, device) for v in batch)
    return batch
