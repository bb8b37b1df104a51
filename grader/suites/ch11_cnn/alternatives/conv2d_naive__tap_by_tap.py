"""A sum over the taps, of shifted images."""


def conv2d_naive(x, w, b, stride, padding):
    x = F.pad(x, (padding[1],) * 2 + (padding[0],) * 2)
    down = (x.shape[2] - w.shape[2]) // stride[0] + 1
    across = (x.shape[3] - w.shape[3]) // stride[1] + 1
    y = x.new_zeros(len(x), len(w), down, across)
    for u in range(w.shape[2]):
        for v in range(w.shape[3]):
            shifted = x[:, :, u :: stride[0], v :: stride[1]][:, :, :down, :across]
            y = y + torch.tensordot(w[:, :, u, v], shifted, dims=([1], [1])).transpose(0, 1)
    return y if b is None else y + b.reshape(-1, 1, 1)
