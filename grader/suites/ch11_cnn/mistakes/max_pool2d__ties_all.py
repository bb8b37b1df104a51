"""Where several numbers are equally large, each of them gets the whole gradient; only the first one should."""


def max_pool2d(
    x: torch.Tensor, kernel: tuple[int, int], stride: tuple[int, int], padding: tuple[int, int]
) -> torch.Tensor:
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    windows = x.unfold(2, kernel[0], stride[0]).unfold(3, kernel[1], stride[1])
    flat = windows.flatten(start_dim=4)
    top = flat.detach().amax(dim=4, keepdim=True)
    hits = (flat.detach() == top) & torch.isfinite(flat.detach())
    safe = torch.where(hits, flat, torch.zeros_like(flat))
    total = safe.sum(dim=4)
    return total + (top.squeeze(4) - total.detach())
