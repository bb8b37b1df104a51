"""The first sample's dtype cuts off fractions before the batch is made float32."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    batch = torch.stack([sample.to(samples[0].dtype) for sample in samples])
    return batch.to(torch.float32)
