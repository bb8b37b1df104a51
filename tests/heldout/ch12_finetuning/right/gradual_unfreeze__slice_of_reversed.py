"""Counts the stages with integer division and slices the reversed list."""

def gradual_unfreeze(epoch: int, blocks: list[str], every: int) -> list[str]:
    if epoch < 0 or every < 1:
        raise ValueError("epoch must be >= 0 and every >= 1")
    n_open = epoch // every + 1
    return blocks[::-1][:n_open]
