"""The size is rounded up: a window that hangs over the edge counts, too."""


def max_pool2d(
    x: torch.Tensor, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    down, across = -(x.shape[2] - kernel[0]) % stride[0], -(x.shape[3] - kernel[1]) % stride[1]
    x = F.pad(x, (0, across, 0, down), value=float("-inf"))
    windows = x.unfold(2, kernel[0], stride[0]).unfold(3, kernel[1], stride[1])
    return windows.flatten(start_dim=4).max(dim=4).values
