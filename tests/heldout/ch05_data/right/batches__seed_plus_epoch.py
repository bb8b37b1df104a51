"""seed + epoch, and torch.split."""

import torch


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    order = torch.arange(n)
    if shuffle:
        generator = torch.Generator()
        generator.manual_seed(seed + epoch)
        order = order[torch.randperm(n, generator=generator)]
    cut = order.split(batch_size)
    return [batch for batch in cut if not drop_last or batch.numel() == batch_size]
