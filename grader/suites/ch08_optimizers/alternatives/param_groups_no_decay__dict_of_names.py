"""Names decide which are known already: those of the first of tied parameters are kept."""


def param_groups_no_decay(named_params, weight_decay):
    first_name = {}
    params = {}
    for name, p in named_params:
        if id(p) not in first_name:
            first_name[id(p)] = name
            params[name] = p
    trainable = {name: p for name, p in params.items() if p.requires_grad}
    matrices = [name for name, p in trainable.items() if p.dim() >= 2]
    others = [name for name in trainable if name not in matrices]
    return [
        {"params": [trainable[name] for name in matrices], "weight_decay": weight_decay},
        {"params": [trainable[name] for name in others], "weight_decay": 0.0},
    ]
