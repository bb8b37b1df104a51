"""The loss is a quadratic: its moments are computed once, in float64, and the steps never look at the rows again."""

import torch


def fit_linear(
    x: torch.Tensor, y: torch.Tensor, W: torch.Tensor, b: torch.Tensor, lr: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    rows = torch.cat([x, x.new_ones(len(x), 1)], dim=1).double()
    both = torch.cat([W, b[:, None]], dim=1).double()
    hessian, slope = rows.T @ rows, y.double().T @ rows
    for _ in range(steps):
        both = both - 2 * lr / y.numel() * (both @ hessian - slope)
    return both[:, :-1].to(x.dtype), both[:, -1].to(x.dtype)
