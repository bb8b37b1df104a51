"""Cuts at the rounded running sums of the shares."""

import torch


def split_indices(n, fracs, seed):
    if any(f < 0 for f in fracs) or abs(sum(fracs) - 1) > 1e-6:
        raise ValueError("bad shares")
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    parts, done = [], 0.0
    for f in fracs:
        parts.append(order[round(n * done) : round(n * (done + f))])
        done += f
    return parts
