"""Lists became tuples; each container should keep its type."""


def move_batch(batch: object, device: torch.device) -> object:
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: move_batch(value, device) for key, value in batch.items()}
    if isinstance(batch, (list, tuple)):
        return tuple(move_batch(value, device) for value in batch)
    return batch
