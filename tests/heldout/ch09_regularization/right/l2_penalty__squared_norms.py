"""The norm of each parameter, squared again."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    squares = []
    for p in list(params):
        if not skip_bias or p.dim() > 1:
            squares.append(torch.linalg.vector_norm(p) ** 2)
    return torch.stack(squares).sum() if len(squares) > 0 else torch.tensor(0.0)
