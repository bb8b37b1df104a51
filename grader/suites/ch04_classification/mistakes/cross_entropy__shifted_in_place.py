"""Works in the caller's logits."""

import torch


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        logits -= logits.amax(dim=1, keepdim=True)
    return -torch.log_softmax(logits, dim=1).gather(1, y[:, None]).mean()
