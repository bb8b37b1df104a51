"""Makes the new dimension at the end."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack([s.float() for s in samples], dim=-1)
