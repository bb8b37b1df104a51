"""Leaves the zero to the optimiser's default."""


def param_groups_no_decay(named_params, weight_decay):
    params = [p for p in dict.fromkeys(p for _, p in named_params) if p.requires_grad]
    return [
        {"params": [p for p in params if p.ndim >= 2], "weight_decay": weight_decay},
        {"params": [p for p in params if p.ndim < 2]},
    ]
