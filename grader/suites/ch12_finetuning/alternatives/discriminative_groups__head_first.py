"""Built from the head down, then turned round; shared parameters are sorted out before."""


def discriminative_groups(model, blocks, base_lr, decay):
    owner = {}
    for block in blocks:
        try:
            module = model.get_submodule(block)
        except AttributeError:
            raise KeyError(block) from None
        for parameter in module.parameters():
            owner.setdefault(id(parameter), block)
    if not all(id(parameter) in owner for parameter in model.parameters()):
        raise ValueError("a parameter lies in no block")
    groups = []
    for power, block in enumerate(blocks[::-1]):
        own = [p for p in model.get_submodule(block).parameters() if owner[id(p)] == block]
        groups.append(dict(params=own, lr=base_lr * decay**power))
    groups.reverse()
    return groups
