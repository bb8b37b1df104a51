"""The mean runs over the batch too: all images get the same logits."""


def global_avg_pool_head(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    return x.mean(dim=(0, 2, 3)).expand(len(x), -1) @ weight.T + bias
