"""Takes parameters with equal values for the same."""

import torch


def param_groups_no_decay(named_params, weight_decay):
    decay, rest = [], []
    for _, p in named_params:
        if not p.requires_grad:
            continue
        group = decay if p.ndim >= 2 else rest
        if not any(torch.equal(p, q) for q in group):
            group.append(p)
    return [{"params": decay, "weight_decay": weight_decay}, {"params": rest, "weight_decay": 0.0}]
