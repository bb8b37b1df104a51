"""Whatever has a .to is asked for it."""


def move_batch(batch, device):
    if hasattr(batch, "to"):
        return batch.to(device, non_blocking=True)
    if isinstance(batch, dict):
        return dict(zip(batch.keys(), [move_batch(value, device) for value in batch.values()]))
    if isinstance(batch, list):
        return [move_batch(value, device) for value in batch]
    if isinstance(batch, tuple):
        return tuple([move_batch(value, device) for value in batch])
    return batch
