"""All groups share one dict entry made after the loop: every block gets the rate of the last."""
# not nameable: it does exactly what one_rate does


def discriminative_groups(model, blocks, base_lr, decay):
    modules = dict(model.named_modules(remove_duplicate=False))
    taken, groups = set(), []
    for index, block in enumerate(blocks):
        own = [p for p in modules[block].parameters() if p not in taken]
        taken.update(own)
        groups.append({"params": own, "lr": base_lr * decay ** (len(blocks) - 1 - index)})
    if any(p not in taken for p in model.parameters()):
        raise ValueError("a parameter is in no block")
    for group in groups:
        group["lr"] = groups[-1]["lr"]
    return groups
