"""One after another along the first dimension."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.cat([sample.to(torch.float32) for sample in samples])
