"""Takes the right blocks but returns them in the order of the model, the head last."""

def gradual_unfreeze(epoch: int, blocks: list[str], every: int) -> list[str]:
    if epoch < 0 or every < 1:
        raise ValueError("bad epoch or every")
    count = min(epoch // every + 1, len(blocks))
    return blocks[-count:]
