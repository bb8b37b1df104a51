"""Goes through the three seeding functions in a loop and then calls f."""

import random
from collections.abc import Callable

import numpy as np
import torch


def reproducible_run(seed: int, f: Callable[[], torch.Tensor]) -> torch.Tensor:
    for set_seed in (torch.manual_seed, np.random.seed, random.seed):
        set_seed(seed)
    return f()
