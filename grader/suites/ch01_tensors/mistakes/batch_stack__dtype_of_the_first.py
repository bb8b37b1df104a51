"""Everything gets the first sample's dtype."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack([sample.to(samples[0].dtype) for sample in samples])
