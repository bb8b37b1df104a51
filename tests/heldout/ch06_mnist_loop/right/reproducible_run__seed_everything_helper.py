"""Uses the seed_everything helper that one finds in every notebook, with CUDA as well."""

import random
from collections.abc import Callable

import numpy as np
import torch


def _seed_everything(seed):
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    if torch.cuda.is_available():
        torch.cuda.manual_seed_all(seed)


def reproducible_run(seed: int, f: Callable[[], torch.Tensor]) -> torch.Tensor:
    _seed_everything(seed)
    result = f()
    return result
