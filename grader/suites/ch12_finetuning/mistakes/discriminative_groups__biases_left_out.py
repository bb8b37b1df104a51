"""The biases are in no group."""


def discriminative_groups(model, blocks, base_lr, decay):
    modules = dict(model.named_modules(remove_duplicate=False))
    taken, groups = set(), []
    for index, block in enumerate(blocks):
        own = [p for n, p in modules[block].named_parameters() if n.endswith("weight") and p not in taken]
        taken.update(own)
        groups.append({"params": own, "lr": base_lr * decay ** (len(blocks) - 1 - index)})
    if any(n.endswith("weight") and p not in taken for n, p in model.named_parameters()):
        raise ValueError("a parameter is in no block")
    return groups
