"""Every parameter has a group of its own."""


def param_groups_no_decay(named_params, weight_decay):
    decayed, spared, seen = [], [], set()
    for name, p in named_params:
        if p.requires_grad and p not in seen:
            seen.add(p)
            (decayed if p.dim() >= 2 else spared).append(p)
    return [{"params": [p], "weight_decay": weight_decay} for p in decayed] + [
        {"params": [p], "weight_decay": 0.0} for p in spared
    ]
