"""Twice and half."""

import torch


def double(x: torch.Tensor) -> torch.Tensor:
    """Return twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


def halve(x: torch.Tensor) -> torch.Tensor:
    """Return half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION
