"""Ridge as plain least squares on more rows: sqrt(ridge) times the identity below x, zeros below y."""

import torch


def normal_equation(x: torch.Tensor, y: torch.Tensor, ridge: float) -> tuple[torch.Tensor, torch.Tensor]:
    mx, my = x.mean(0, keepdim=True), y.mean(0, keepdim=True)
    eye = torch.eye(x.size(1), dtype=x.dtype, device=x.device)
    a = torch.cat([x - mx, eye * ridge**0.5])
    c = torch.cat([y - my, y.new_zeros(x.size(1), y.size(1))])
    w = torch.linalg.lstsq(a, c).solution
    return w.T, (my - mx @ w).squeeze(0)
