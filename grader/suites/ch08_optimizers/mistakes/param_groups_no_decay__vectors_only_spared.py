"""Only what has exactly one dimension is spared."""


def param_groups_no_decay(named_params, weight_decay):
    decayed, spared, seen = [], [], set()
    for _, p in named_params:
        if not p.requires_grad or id(p) in seen:
            continue
        seen.add(id(p))
        (spared if p.dim() == 1 else decayed).append(p)
    return [{"params": decayed, "weight_decay": weight_decay}, {"params": spared, "weight_decay": 0.0}]
