"""The logits are right, but no gradient flows back to the feature maps."""


def global_avg_pool_head(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    return x.detach().mean(dim=(2, 3)) @ weight.T + bias
