"""Adds a block at a time."""


def gradual_unfreeze(epoch, blocks, every):
    if epoch < 0:
        raise ValueError("epoch")
    if every <= 0:
        raise ValueError("every")
    names = []
    for position, block in enumerate(reversed(blocks)):
        if position * every <= epoch:
            names.append(block)
    return names
