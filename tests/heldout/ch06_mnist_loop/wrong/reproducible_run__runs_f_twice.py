"""Runs f twice, with the same seeds, to see whether it is reproducible, and returns the second result."""

import random
from collections.abc import Callable

import numpy as np
import torch


def reproducible_run(seed: int, f: Callable[[], torch.Tensor]) -> torch.Tensor:
    results = []
    for _ in range(2):
        random.seed(seed)
        np.random.seed(seed)
        torch.manual_seed(seed)
        results.append(f())
    if not torch.equal(results[0], results[1]):
        print("warning: not reproducible")
    return results[1]
