"""A loop over the rows of W; the outputs are stacked at the end."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    outputs = []
    for weights, bias in zip(W, b, strict=True):
        outputs.append(torch.matmul(x, weights) + bias)
    return torch.stack(outputs, dim=-1)
