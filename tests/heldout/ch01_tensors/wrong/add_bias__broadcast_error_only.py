"""Turns the error of broadcasting into a ValueError and accepts all that broadcasts."""

import torch


def add_bias(x: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    try:
        return x + b
    except RuntimeError as error:
        raise ValueError("shapes do not fit") from error
