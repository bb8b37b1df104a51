"""A parameter that lies in no block is passed over in silence."""


def discriminative_groups(model, blocks, base_lr, decay):
    modules = dict(model.named_modules(remove_duplicate=False))
    taken, groups = set(), []
    for index, block in enumerate(blocks):
        own = [p for p in modules[block].parameters() if p not in taken]
        taken.update(own)
        groups.append({"params": own, "lr": base_lr * decay ** (len(blocks) - 1 - index)})
    return groups
