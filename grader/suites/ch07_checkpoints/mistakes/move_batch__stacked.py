"""The tensors of a list were stacked into one; they may have different shapes, and the structure should stay."""


def move_batch(batch: object, device: torch.device) -> object:
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: move_batch(value, device) for key, value in batch.items()}
    if isinstance(batch, list) and batch and all(isinstance(value, torch.Tensor) for value in batch):
        return torch.stack(batch).to(device)
    if isinstance(batch, (list, tuple)):
        return type(batch)(move_batch(value, device) for value in batch)
    return batch
