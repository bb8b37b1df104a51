"""Exponentials by hand, each row shifted, in float64; scatter_add puts the minus ones in."""

import torch


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        z = logits.double()
        e = torch.exp(z - z.max(dim=1, keepdim=True)[0])
        p = e / e.sum(dim=1, keepdim=True)
        minus = torch.full_like(p[:, :1], -1.0)
        return (p.scatter_add(1, y.unsqueeze(1), minus) * (1 / logits.size(0))).float()
