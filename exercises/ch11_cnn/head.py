"""The end of a convolutional network: from feature maps to logits."""

import torch


def global_avg_pool_head(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """Average every feature map to one number, then a linear layer.

    Args:
        x: feature maps, shape (N, C, H, W), of any height and width.
        weight: shape (K, C).
        bias: shape (K,).

    Returns:
        The logits, shape (N, K): the mean over H and W, an (N, C) tensor, times weight transposed, plus bias. A new
        tensor that autograd can differentiate; the arguments stay as they were.

    Forbidden: nothing.

    Example:
        The means are 2 and 10.

        >>> x = torch.tensor([[[[1.0, 2.0, 3.0]], [[10.0, 10.0, 10.0]]]])
        >>> global_avg_pool_head(x, torch.tensor([[1.0, 0.5], [3.0, 0.0]]), torch.tensor([0.0, 100.0]))
        tensor([[  7., 106.]])
    """
    raise NotImplementedError("global_avg_pool_head is not implemented yet")
