"""A sum of products, once what does not count is 0."""

import torch


def masked_mean(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    ones = mask.to(x.dtype)
    clean = torch.zeros_like(x)
    clean[mask] = x[mask]
    return torch.einsum("nd,nd->n", clean, ones) / torch.maximum(
        ones.sum(1), torch.ones((), dtype=x.dtype, device=x.device)
    )
