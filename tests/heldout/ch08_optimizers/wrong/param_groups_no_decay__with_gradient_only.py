"""Takes those that have a gradient: before the first backward pass there is none."""


def param_groups_no_decay(named_params, weight_decay):
    decay, rest, seen = [], [], set()
    for _, p in named_params:
        if p.grad is None or id(p) in seen:
            continue
        seen.add(id(p))
        (decay if p.ndim >= 2 else rest).append(p)
    return [{"params": decay, "weight_decay": weight_decay}, {"params": rest, "weight_decay": 0.0}]
