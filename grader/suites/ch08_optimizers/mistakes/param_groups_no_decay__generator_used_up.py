"""Two passes over a generator: the second finds nothing."""


def param_groups_no_decay(named_params, weight_decay):
    decayed = [p for _, p in named_params if p.requires_grad and p.dim() >= 2]
    spared = [p for _, p in named_params if p.requires_grad and p.dim() < 2]
    return [
        {"params": list(dict.fromkeys(decayed)), "weight_decay": weight_decay},
        {"params": list(dict.fromkeys(spared)), "weight_decay": 0.0},
    ]
