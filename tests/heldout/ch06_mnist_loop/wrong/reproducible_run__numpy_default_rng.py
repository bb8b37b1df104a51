"""Makes a new NumPy generator with default_rng(seed) and leaves NumPy's global one unseeded."""

import random
from collections.abc import Callable

import numpy as np
import torch


def reproducible_run(seed: int, f: Callable[[], torch.Tensor]) -> torch.Tensor:
    random.seed(seed)
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    return f()
