"""Seeds a new torch.Generator, which nobody draws from, instead of torch's global one."""

import random
from collections.abc import Callable

import numpy as np
import torch


def reproducible_run(seed: int, f: Callable[[], torch.Tensor]) -> torch.Tensor:
    random.seed(seed)
    np.random.seed(seed)
    generator = torch.Generator()
    generator.manual_seed(seed)
    return f()
