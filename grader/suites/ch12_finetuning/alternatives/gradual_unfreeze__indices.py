"""With min and indices from the back."""


def gradual_unfreeze(epoch, blocks, every):
    if not (epoch >= 0 and every >= 1):
        raise ValueError("epoch and every")
    count = min(len(blocks), epoch // every + 1)
    return [blocks[-i] for i in range(1, count + 1)]
