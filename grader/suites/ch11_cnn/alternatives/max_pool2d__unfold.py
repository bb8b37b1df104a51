"""Columns of windows."""


def max_pool2d(x, kernel, stride, padding):
    n, c = x.shape[:2]
    x = F.pad(x, (padding[1], padding[1], padding[0], padding[0]), value=float("-inf"))
    index = torch.arange(x.shape[2] * x.shape[3]).view(1, 1, *x.shape[2:]).double()
    index = F.unfold(index, kernel, stride=stride)[0].long().to(x.device)
    windows = x.reshape(n, c, -1)[:, :, index]
    rows = (x.shape[2] - kernel[0]) // stride[0] + 1
    return windows.max(dim=2)[0].view(n, c, rows, -1)
