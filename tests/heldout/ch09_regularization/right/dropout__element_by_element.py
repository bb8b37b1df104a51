"""One element after the other, stacked again."""

import torch


def dropout(x: torch.Tensor, p: float, training: bool, seed: int) -> torch.Tensor:
    if not training:
        return x + 0
    g = torch.Generator()
    g.manual_seed(seed)
    numbers = torch.rand(x.shape, generator=g).flatten().tolist()
    out = [v / (1 - p) if u >= p else v * 0 for u, v in zip(numbers, x.flatten())]
    return torch.stack(out).view(x.shape) if out else x.clone()
