"""The result is computed on detached copies, so no gradient reaches the arguments."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return x.detach() @ W.detach().T + b.detach()
