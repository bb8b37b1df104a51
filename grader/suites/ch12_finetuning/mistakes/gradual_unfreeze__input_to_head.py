"""The right blocks, but in the order from the input to the head."""


def gradual_unfreeze(epoch, blocks, every):
    if epoch < 0 or every < 1:
        raise ValueError
    return blocks[max(0, len(blocks) - 1 - epoch // every) :]
