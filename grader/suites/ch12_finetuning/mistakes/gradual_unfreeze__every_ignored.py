"""A block joins every epoch, whatever `every` says."""


def gradual_unfreeze(epoch, blocks, every):
    if epoch < 0 or every < 1:
        raise ValueError
    return blocks[::-1][: 1 + epoch]
