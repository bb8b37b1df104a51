"""One sum over everything."""


def global_avg_pool_head(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    return torch.einsum("nchw,kc->nk", x, weight) / (x.shape[2] * x.shape[3]) + bias
