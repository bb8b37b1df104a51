"""Does not look for doubles."""


def param_groups_no_decay(named_params, weight_decay):
    decay, rest = [], []
    for _, p in named_params:
        if p.requires_grad:
            (decay if p.ndim >= 2 else rest).append(p)
    return [{"params": decay, "weight_decay": weight_decay}, {"params": rest, "weight_decay": 0.0}]
