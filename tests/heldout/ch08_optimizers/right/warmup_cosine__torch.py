"""With tensors in double precision."""

import torch


def warmup_cosine(step: int, warmup: int, total: int, max_lr: float, min_lr: float) -> float:
    if warmup > 0 and step < warmup:
        return torch.linspace(max_lr / warmup, max_lr, warmup, dtype=torch.float64)[step].item()
    s = torch.tensor(float(step), dtype=torch.float64).clamp(warmup, total)
    q = (s - warmup) / (total - warmup)
    return (min_lr + 0.5 * (max_lr - min_lr) * (1 + torch.cos(torch.pi * q))).item()
