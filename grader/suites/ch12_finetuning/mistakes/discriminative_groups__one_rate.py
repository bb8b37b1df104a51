"""Every group has the same rate, that of the head."""


def discriminative_groups(model, blocks, base_lr, decay):
    modules = dict(model.named_modules(remove_duplicate=False))
    taken, groups = set(), []
    for index, block in enumerate(blocks):
        own = [p for p in modules[block].parameters() if p not in taken]
        taken.update(own)
        groups.append({"params": own, "lr": base_lr})
    if any(p not in taken for p in model.parameters()):
        raise ValueError("a parameter is in no block")
    return groups
