"""A numpy array is returned."""

import numpy as np
import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return np.array(rows, dtype=np.float32)
