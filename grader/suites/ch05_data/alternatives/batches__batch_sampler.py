"""PyTorch's own samplers."""

import torch
from torch.utils.data import BatchSampler, RandomSampler, SequentialSampler


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    generator = torch.Generator().manual_seed(100_003 * seed + epoch)
    sampler = RandomSampler(range(n), generator=generator) if shuffle else SequentialSampler(range(n))
    return [torch.tensor(batch, dtype=torch.int64) for batch in BatchSampler(sampler, batch_size, drop_last)]
