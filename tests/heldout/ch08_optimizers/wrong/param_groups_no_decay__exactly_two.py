"""Convolutions have four dimensions."""


def param_groups_no_decay(named_params, weight_decay):
    decay, rest, seen = [], [], set()
    for _, p in named_params:
        if not p.requires_grad or id(p) in seen:
            continue
        seen.add(id(p))
        if p.dim() == 2:
            decay.append(p)
        else:
            rest.append(p)
    return [{"params": decay, "weight_decay": weight_decay}, {"params": rest, "weight_decay": 0.0}]
