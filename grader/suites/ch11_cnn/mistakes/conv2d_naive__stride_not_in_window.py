"""The stride is in the size only."""


def conv2d_naive(
    x: torch.Tensor, w: torch.Tensor, b: torch.Tensor | None, stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    height, width = w.shape[2:]
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]))
    down, across = (x.shape[2] - height) // stride[0] + 1, (x.shape[3] - width) // stride[1] + 1
    windows = x.unfold(2, height, 1).unfold(3, width, 1)[:, :, :down, :across]
    y = torch.einsum("nchwuv,ocuv->nohw", windows, w)
    return y if b is None else y + b[:, None, None]
