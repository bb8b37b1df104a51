"""Two masks, divided by the number of elements."""


def huber_loss(pred, target, delta):
    if tuple(pred.shape) != tuple(target.shape):
        raise ValueError("unequal shapes")
    e = (pred - target).reshape(-1)
    small = e.abs() < delta
    parabola = 0.5 * (e[small] * e[small]).sum()
    line = (delta * e[~small].abs() - 0.5 * delta**2).sum()
    return (parabola + line) / e.numel()
