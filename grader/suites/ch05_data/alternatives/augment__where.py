"""torch.where with a column of decisions, from NumPy."""

import numpy as np
import torch


def augment(x: torch.Tensor, train: bool, seed: int) -> torch.Tensor:
    if train:
        flips = torch.from_numpy(np.random.default_rng(seed).random(x.shape[0]) < 0.5).to(x.device)
        return torch.where(flips.view(-1, 1, 1, 1), torch.flip(x, dims=[3]), x)
    return x.clone()
