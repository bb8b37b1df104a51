"""The containers of the caller were changed in place; new ones were asked for."""


def move_batch(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        for key in batch:
            batch[key] = move_batch(batch[key], device)
        return batch
    if isinstance(batch, list):
        for index, value in enumerate(batch):
            batch[index] = move_batch(value, device)
        return batch
    if isinstance(batch, tuple):
        return tuple(move_batch(value, device) for value in batch)
    return batch
