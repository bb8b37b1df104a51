"""A block takes every parameter whose name begins with the same letters: block1 takes block10 as well."""


def discriminative_groups(model, blocks, base_lr, decay):
    groups, covered = [], set()
    names = dict(model.named_modules(remove_duplicate=False))
    for index, block in enumerate(blocks):
        names[block]
        own = [p for n, p in model.named_parameters() if n.startswith(block)]
        covered.update(own)
        groups.append({"params": own, "lr": base_lr * decay ** (len(blocks) - 1 - index)})
    if any(p not in covered for p in model.parameters()):
        raise ValueError("a parameter is in no block")
    return groups
