"""What is no tensor is lost; it should be passed on as it is."""


def move_batch(batch, device):
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    kept = (torch.Tensor, list, tuple, dict)
    if isinstance(batch, dict):
        return {key: move_batch(value, device) for key, value in batch.items() if isinstance(value, kept)}
    return type(batch)(move_batch(value, device) for value in batch if isinstance(value, kept))
