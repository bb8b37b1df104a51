"""With tensors in between and a float at the end."""

import torch


def warmup_cosine(step: int, warmup: int, total: int, max_lr: float, min_lr: float) -> float:
    rise = torch.tensor((step + 1) / max(warmup, 1)).clamp(max=1.0)
    fall = torch.tensor((step - warmup) / (total - warmup), dtype=torch.float64).clamp(0, 1)
    rate = min_lr + (max_lr - min_lr) * (1 + torch.cos(torch.pi * fall)) / 2
    return (rise * max_lr if step < warmup else rate).item()
