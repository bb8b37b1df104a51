"""The tensors stay on the CPU: either device is not used, or the result of .to(), which is a new tensor, is thrown
away.
"""


def move_batch(batch: object, device: torch.device) -> object:
    if isinstance(batch, torch.Tensor):
        batch.to(device)
        return batch
    if isinstance(batch, dict):
        return {key: move_batch(value, device) for key, value in batch.items()}
    if isinstance(batch, (list, tuple)):
        return type(batch)(move_batch(value, device) for value in batch)
    return batch
