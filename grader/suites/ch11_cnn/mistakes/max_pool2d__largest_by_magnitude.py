"""The number furthest from 0 was taken; the largest one was asked for."""


def max_pool2d(
    x: torch.Tensor, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    windows = x.unfold(2, kernel[0], stride[0]).unfold(3, kernel[1], stride[1])
    flat = windows.flatten(start_dim=4)
    index = flat.nan_to_num(neginf=0.0).abs().argmax(dim=4, keepdim=True)
    return flat.gather(4, index).squeeze(4)
