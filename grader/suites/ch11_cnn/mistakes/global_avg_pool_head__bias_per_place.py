"""The bias is divided by the number of places: it is added once, to the finished sum."""


def global_avg_pool_head(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    return x.mean(dim=(2, 3)) @ weight.T + bias / (x.shape[2] * x.shape[3])
