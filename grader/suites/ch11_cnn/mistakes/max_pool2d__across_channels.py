"""The largest number over all channels was taken; each channel has its own."""


def max_pool2d(
    x: torch.Tensor, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    windows = x.unfold(2, kernel[0], stride[0]).unfold(3, kernel[1], stride[1])
    return windows.flatten(start_dim=4).max(dim=4).values.amax(dim=1, keepdim=True).expand(-1, x.shape[1], -1, -1)
