"""Every parameter looks for its block by its name."""


def discriminative_groups(model, blocks, base_lr, decay):
    known = {name for name, _ in model.named_modules(remove_duplicate=False)}
    groups = {}
    lr = base_lr
    for block in reversed(blocks):
        if block not in known:
            raise KeyError(block)
        groups[block] = {"params": [], "lr": lr}
        lr *= decay
    for name, parameter in model.named_parameters():
        for block in blocks:
            if name.startswith(block + "."):
                groups[block]["params"].append(parameter)
                break
        else:
            raise ValueError(name)
    return [groups[block] for block in blocks]
