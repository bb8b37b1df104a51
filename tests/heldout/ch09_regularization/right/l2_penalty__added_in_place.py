"""Adds to one tensor in place."""

import torch


def is_bias(p: torch.Tensor) -> bool:
    return len(p.size()) in (0, 1)


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    penalty = torch.zeros((), dtype=torch.float32)
    for param in params:
        if is_bias(param) and skip_bias:
            pass
        else:
            penalty += torch.square(param).sum()
    return penalty
