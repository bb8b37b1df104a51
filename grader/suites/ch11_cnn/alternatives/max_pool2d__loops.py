"""Window by window."""


def max_pool2d(x, kernel, stride, padding):
    (ph, pw), (sh, sw) = padding, stride
    n, c, height, width = x.shape
    padded = torch.full((n, c, height + 2 * ph, width + 2 * pw), -torch.inf, dtype=x.dtype, device=x.device)
    padded[:, :, ph : height + ph, pw : width + pw] = x
    rows = []
    for i in range(0, padded.shape[2] - kernel[0] + 1, sh):
        row = []
        for j in range(0, padded.shape[3] - kernel[1] + 1, sw):
            window = padded[:, :, i : i + kernel[0], j : j + kernel[1]].reshape(n, c, -1)
            row.append(window.gather(2, window.argmax(dim=2, keepdim=True)).squeeze(2))
        rows.append(torch.stack(row, dim=2))
    return torch.stack(rows, dim=2)
