"""if b: in place of if b is not None."""


def conv2d_naive(
    x: torch.Tensor, w: torch.Tensor, b: torch.Tensor | None, stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    height, width = w.shape[2:]
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]))
    windows = x.unfold(2, height, stride[0]).unfold(3, width, stride[1])
    y = torch.einsum("nchwuv,ocuv->nohw", windows, w)
    if b:
        y = y + b[:, None, None]
    return y
