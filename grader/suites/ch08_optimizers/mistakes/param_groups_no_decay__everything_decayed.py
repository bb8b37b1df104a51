"""All parameters are in the decayed group."""


def param_groups_no_decay(named_params, weight_decay):
    decayed, spared, seen = [], [], set()
    for name, p in named_params:
        if p.requires_grad and p not in seen:
            seen.add(p)
            decayed.append(p)
    return [{"params": decayed, "weight_decay": weight_decay}, {"params": spared, "weight_decay": 0.0}]
