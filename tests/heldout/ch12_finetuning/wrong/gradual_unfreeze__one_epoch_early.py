"""Divides epoch + 1 by every, as if the epochs counted from 1, so each block joins one epoch too early."""

def gradual_unfreeze(epoch: int, blocks: list[str], every: int) -> list[str]:
    if epoch < 0 or every < 1:
        raise ValueError("bad epoch or every")
    count = (epoch + 1) // every + 1
    return list(reversed(blocks))[:count]
