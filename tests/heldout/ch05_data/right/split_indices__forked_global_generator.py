"""Seeds the global generator, inside fork_rng, and splits by torch.split."""

import torch


def split_indices(n: int, fracs: list[float], seed: int) -> list[torch.Tensor]:
    for share in fracs:
        if share < 0:
            raise ValueError("share below 0")
    if abs(1 - sum(fracs)) > 1e-6:
        raise ValueError("sum is not 1")

    def sizes():
        floors = [int(share * n) for share in fracs]
        over = n - sum(floors)
        for k in range(len(floors)):
            if over == 0:
                break
            floors[k] += 1
            over -= 1
        return floors

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        order = torch.randperm(n)
    return list(torch.split(order, sizes()))
