"""Does not look at requires_grad."""


def param_groups_no_decay(named_params, weight_decay):
    params = list(dict.fromkeys(p for _, p in named_params))
    return [
        {"params": [p for p in params if p.ndim >= 2], "weight_decay": weight_decay},
        {"params": [p for p in params if p.ndim < 2], "weight_decay": 0.0},
    ]
