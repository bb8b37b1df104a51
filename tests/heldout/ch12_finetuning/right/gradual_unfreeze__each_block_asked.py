"""Asks for each block, from the head on, whether its epoch has come."""

def gradual_unfreeze(epoch: int, blocks: list[str], every: int) -> list[str]:
    if epoch < 0:
        raise ValueError(f"epoch {epoch}")
    if every < 1:
        raise ValueError(f"every {every}")
    trainable = []
    for steps_before_head, name in enumerate(reversed(blocks)):
        if epoch >= steps_before_head * every:
            trainable.append(name)
    return trainable
