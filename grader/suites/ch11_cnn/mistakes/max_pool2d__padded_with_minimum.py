"""x.min() for the padding."""


def max_pool2d(
    x: torch.Tensor, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float(x.min()))
    windows = x.unfold(2, kernel[0], stride[0]).unfold(3, kernel[1], stride[1])
    return windows.flatten(start_dim=4).max(dim=4).values
