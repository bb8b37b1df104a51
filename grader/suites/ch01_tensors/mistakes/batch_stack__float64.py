"""Everything becomes float64."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack([sample.to(torch.float64) for sample in samples])
