"""torch's samplers do it all."""

import torch
from torch.utils.data import BatchSampler, RandomSampler, SequentialSampler


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    generator = torch.Generator().manual_seed(1_000_003 * seed + epoch)
    sampler = RandomSampler(range(n), generator=generator) if shuffle else SequentialSampler(range(n))
    return [torch.tensor(indices) for indices in BatchSampler(sampler, batch_size, drop_last)]
