"""The caller's own list is turned round."""


def gradual_unfreeze(epoch, blocks, every):
    if epoch < 0 or every < 1:
        raise ValueError
    blocks.reverse()
    return blocks[: 1 + epoch // every]
