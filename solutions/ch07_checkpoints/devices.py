"""Where the computing is done: choosing a device, and moving a batch to it."""

import torch


def pick_device(preferred: str | None, cuda: bool, mps: bool) -> torch.device:
    """The device to train on.

    Args:
        preferred: what the user asked for: "cpu", "cuda", "cuda:1" (a certain GPU) or "mps"; None where the user left
            the choice to you.
        cuda: whether this machine has an NVIDIA GPU. In a program of your own: torch.cuda.is_available().
        mps: whether it has an Apple GPU. In a program of your own: torch.backends.mps.is_available().

    Returns:
        What was asked for, with its number if it has one. Where nothing was asked for: torch.device("cuda") if there
        is one, otherwise torch.device("mps") if there is one, otherwise torch.device("cpu").

    Raises:
        ValueError: what was asked for is not there. Nobody wants to learn after a night that it was the CPU.

    Forbidden: nothing. Do not ask torch what this machine has: the two flags say it, so that the function can be
    tested anywhere.

    Example:
        >>> pick_device(None, cuda=False, mps=True)
        device(type='mps')
        >>> pick_device("cuda:1", cuda=True, mps=False)
        device(type='cuda', index=1)
    """
    ### BEGIN SOLUTION
    if preferred is None:
        return torch.device("cuda" if cuda else "mps" if mps else "cpu")
    device = torch.device(preferred)
    if (device.type == "cuda" and not cuda) or (device.type == "mps" and not mps):
        raise ValueError(f"{preferred} was asked for, and this machine has none")
    return device
    ### END SOLUTION


def move_batch(batch: object, device: torch.device) -> object:
    """The same batch with every tensor in it on `device`, however deep the tensors lie.

    Args:
        batch: a tensor, or a list, tuple or dict of batches, nested in any way; anything else (a number, a text, None)
            is a batch without tensors. It stays as it was: containers are not changed in place.
        device: where the tensors are to be. It may be torch.device("meta"), where tensors have a shape and no values.

    Returns:
        A batch of the same structure: new lists, tuples and dicts of the same types, with the same keys in the same
        order. Tensors keep shape, dtype and values; what is no tensor is passed on as it is.

    Forbidden: nothing.

    Example:
        >>> batch = move_batch({"x": torch.ones(2, 3), "names": ["a", "b"]}, torch.device("meta"))
        >>> batch["x"].device, batch["x"].shape, batch["names"]
        (device(type='meta'), torch.Size([2, 3]), ['a', 'b'])
    """
    ### BEGIN SOLUTION
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: move_batch(value, device) for key, value in batch.items()}
    if isinstance(batch, (list, tuple)):
        return type(batch)(move_batch(value, device) for value in batch)
    return batch
    ### END SOLUTION
