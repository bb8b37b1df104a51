"""What has fewer than two dimensions is spared, and whatever is called bias too."""


def param_groups_no_decay(named_params, weight_decay):
    decayed, spared, seen = [], [], set()
    for name, p in named_params:
        if not p.requires_grad or id(p) in seen:
            continue
        seen.add(id(p))
        (spared if p.dim() < 2 or name.endswith("bias") else decayed).append(p)
    return [{"params": decayed, "weight_decay": weight_decay}, {"params": spared, "weight_decay": 0.0}]
