"""The result of .to() is thrown away, and the batch itself comes back."""


def move_batch(batch: object, device: torch.device) -> object:
    if isinstance(batch, torch.Tensor):
        batch.to(device)
    elif isinstance(batch, (list, tuple, dict)):
        for value in batch.values() if isinstance(batch, dict) else batch:
            move_batch(value, device)
    return batch
