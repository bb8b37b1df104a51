"""Goes through a float32 array of NumPy."""

import numpy as np
import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    return torch.from_numpy(np.array(rows, dtype=np.float32))
