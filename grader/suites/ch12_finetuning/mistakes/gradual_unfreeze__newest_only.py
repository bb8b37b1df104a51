"""Only the newest block is trainable; those thawed before are frozen again."""


def gradual_unfreeze(epoch, blocks, every):
    if epoch < 0 or every < 1:
        raise ValueError
    stage = min(epoch // every, len(blocks) - 1)
    return [blocks[-1 - stage]]
