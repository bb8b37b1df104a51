"""N / n_k, without K."""

import torch


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    weights = counts.sum() / counts.float()
    weights[counts == 0] = 0.0
    return weights
