"""One generator for the seed; it draws the orders of the epochs before, too."""

import torch


def batches(n: int, batch_size: int, shuffle: bool, drop_last: bool, seed: int, epoch: int) -> list[torch.Tensor]:
    order = torch.arange(n)
    if shuffle:
        g = torch.Generator().manual_seed(seed)
        for _ in range(epoch + 1):
            order = torch.randperm(n, generator=g)
    full, rest = divmod(n, batch_size)
    out = list(order[: full * batch_size].reshape(full, batch_size))
    if rest and not drop_last:
        out.append(order[full * batch_size :])
    return out
