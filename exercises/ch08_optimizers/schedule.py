"""The learning rate as a function of the step."""

import math


def warmup_cosine(step: int, warmup: int, total: int, max_lr: float, min_lr: float) -> float:
    """The learning rate of one step: a linear warm-up, then half a cosine down to min_lr, and min_lr ever after.

    Steps are counted from 0. In the warm-up, step < warmup, the rate is max_lr * (step + 1) / warmup: already the first
    step moves, and step warmup - 1 has max_lr. Step warmup, the first one after it, has max_lr too; from there the rate
    falls along half a cosine, halfway between max_lr and min_lr in the middle, and reaches min_lr at step total.

    Args:
        step: the number of the step, from 0; may be larger than total.
        warmup: how many steps the warm-up lasts, 0 or more. With 0 there is none, and step 0 has max_lr.
        total: the step at which min_lr is reached; larger than warmup.
        max_lr: the largest rate.
        min_lr: the rate at the end, smaller than max_lr. The warm-up knows nothing of it.

    Returns:
        The learning rate, a Python float.

    Forbidden: torch.optim.

    Example:
        >>> rates = [warmup_cosine(step, warmup=4, total=12, max_lr=0.8, min_lr=0.1) for step in (0, 3, 4, 8, 12, 20)]
        >>> [round(rate, 4) for rate in rates]
        [0.2, 0.8, 0.8, 0.45, 0.1, 0.1]
    """
    raise NotImplementedError("warmup_cosine is not implemented yet")
