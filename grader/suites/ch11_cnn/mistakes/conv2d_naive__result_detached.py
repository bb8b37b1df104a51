"""The values are right, but no gradient flows back: look for .detach(), .item(), .data or torch.no_grad()."""


def conv2d_naive(
    x: torch.Tensor, w: torch.Tensor, b: torch.Tensor | None, stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    x, w, b = x.detach(), w.detach(), None if b is None else b.detach()
    height, width = w.shape[2:]
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]))
    windows = x.unfold(2, height, stride[0]).unfold(3, width, stride[1])
    y = torch.einsum("nchwuv,ocuv->nohw", windows, w)
    return y if b is None else y + b[:, None, None]
