"""A dict by identity makes the parameters unique; then two comprehensions."""


def param_groups_no_decay(named_params, weight_decay):
    unique = {id(p): p for _, p in named_params if p.requires_grad}.values()
    return [
        {"params": [p for p in unique if p.ndim > 1], "weight_decay": weight_decay},
        {"params": [p for p in unique if p.ndim <= 1], "weight_decay": 0.0},
    ]
