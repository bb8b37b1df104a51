"""view refuses maps that do not lie in memory in order; use reshape, flatten or mean over two dimensions."""


def global_avg_pool_head(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    return x.view(x.shape[0], x.shape[1], -1).mean(dim=2) @ weight.T + bias
