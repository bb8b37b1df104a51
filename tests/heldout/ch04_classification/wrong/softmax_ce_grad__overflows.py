"""Takes exponentials of the logits as they are."""

import torch


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    e = torch.exp(logits)
    p = e / e.sum(dim=1, keepdim=True)
    p[torch.arange(len(y)), y] -= 1
    return p / len(y)
