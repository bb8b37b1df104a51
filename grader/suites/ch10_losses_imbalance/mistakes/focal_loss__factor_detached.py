"""The factor as a constant."""

import torch


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    log_p = torch.log_softmax(logits, dim=1).gather(1, y[:, None]).squeeze(1)
    return -(alpha[y] * (1 - log_p.exp()).detach() ** gamma * log_p).mean()
