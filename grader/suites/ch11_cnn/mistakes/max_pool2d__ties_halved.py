"""torch.maximum, tap by tap."""

from functools import reduce


def max_pool2d(
    x: torch.Tensor, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    windows = x.unfold(2, kernel[0], stride[0]).unfold(3, kernel[1], stride[1])
    return reduce(torch.maximum, windows.flatten(start_dim=4).unbind(dim=4))
