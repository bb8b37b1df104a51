"""A text was taken for a container and taken apart into its letters."""


def move_batch(batch: object, device: torch.device) -> object:
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: move_batch(value, device) for key, value in batch.items()}
    if isinstance(batch, (list, tuple)):
        return type(batch)(move_batch(value, device) for value in batch)
    return [move_batch(value, device) for value in batch] if isinstance(batch, str) and len(batch) > 1 else batch
