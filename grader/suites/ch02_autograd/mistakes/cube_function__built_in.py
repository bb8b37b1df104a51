"""x**3 alone: the node in the graph is PyTorch's own."""

import torch


def cube_function(x: torch.Tensor) -> torch.Tensor:
    return x**3
