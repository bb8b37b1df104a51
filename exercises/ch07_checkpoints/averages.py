"""A slow copy of a model's state: the exponential moving average."""

import torch


def ema_update(ema: dict[str, torch.Tensor], state: dict[str, torch.Tensor], decay: float) -> None:
    """Move the averages a little towards the current state.

    Where t is a floating-point tensor: ema becomes decay * ema + (1 - decay) * t. Whole numbers and bools, such as
    BatchNorm's counter of batches, cannot be averaged: they are copied.

    Args:
        ema: the averages by name. Afterwards ema[name] is the new average, in the dtype that it had; no tensor in it
            shares memory with `state` or hangs on a graph.
        state: the current tensors under the same names, in the same shapes; some of them may be parameters, which
            require grad. They stay as they were.
        decay: how much of the old average is kept, between 0 and 1; usually close to 1.

    Forbidden: nothing. torch.optim.swa_utils does this for whole models; write the line yourself.

    Example:
        >>> ema = {"w": torch.tensor([1.0, 2.0]), "batches": torch.tensor(3)}
        >>> ema_update(ema, {"w": torch.tensor([3.0, 6.0]), "batches": torch.tensor(4)}, decay=0.75)
        >>> ema
        {'w': tensor([1.5000, 3.0000]), 'batches': tensor(4)}
    """
    raise NotImplementedError("ema_update is not implemented yet")
