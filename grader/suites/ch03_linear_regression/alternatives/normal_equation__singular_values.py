"""Through the singular value decomposition of the centred inputs."""

import torch


def normal_equation(x: torch.Tensor, y: torch.Tensor, ridge: float) -> tuple[torch.Tensor, torch.Tensor]:
    mean = x.mean(dim=0)
    u, s, vt = torch.linalg.svd(x - mean, full_matrices=False)
    shrunk = (s / (s * s + ridge))[:, None] * (u.T @ (y - y.mean(dim=0)))
    weight = shrunk.T @ vt
    return weight, y.mean(dim=0) - (weight * mean).sum(dim=1)
