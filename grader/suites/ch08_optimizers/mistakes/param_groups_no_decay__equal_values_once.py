"""Parameters with equal values are taken for the same."""

import torch


def param_groups_no_decay(named_params, weight_decay):
    decayed, spared = [], []
    for _, p in named_params:
        group = decayed if p.dim() >= 2 else spared
        if p.requires_grad and not any(torch.equal(p, other) for other in group):
            group.append(p)
    return [{"params": decayed, "weight_decay": weight_decay}, {"params": spared, "weight_decay": 0.0}]
