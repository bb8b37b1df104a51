"""The mean count of the classes that occur, over the count."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    mean = counts[counts != 0].float().mean()
    return torch.nan_to_num(mean / counts, nan=0.0, posinf=0.0)
