"""Loops over places, a sum over the rest."""


def conv2d_naive(x, w, b, stride, padding):
    n, _, height, width = x.shape
    (sh, sw), (ph, pw) = stride, padding
    padded = torch.zeros(n, x.shape[1], height + 2 * ph, width + 2 * pw, dtype=x.dtype, device=x.device)
    padded[:, :, ph : ph + height, pw : pw + width] = x
    kh, kw = w.shape[2], w.shape[3]
    rows = []
    for i in range(0, padded.shape[2] - kh + 1, sh):
        row = []
        for j in range(0, padded.shape[3] - kw + 1, sw):
            window = padded[:, None, :, i : i + kh, j : j + kw]
            row.append((window * w[None]).sum(dim=(2, 3, 4)))
        rows.append(torch.stack(row, dim=-1))
    y = torch.stack(rows, dim=-2)
    if b is not None:
        y = y + b.view(1, -1, 1, 1)
    return y
