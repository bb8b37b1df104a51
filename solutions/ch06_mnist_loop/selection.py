"""Which epoch to keep, and when to stop."""

import copy

import torch


def keep_best(
    best: tuple[float, dict[str, torch.Tensor]] | None, metric: float, model: torch.nn.Module
) -> tuple[float, dict[str, torch.Tensor]]:
    """Remember the best metric so far and the state that the model had then.

    To be called once per epoch: `best = keep_best(best, accuracy, model)`. The higher metric wins;
    on a tie the earlier epoch stays.

    Args:
        best: what the call before returned, or None in epoch 0.
        metric: how good the model is now; higher is better.
        model: the model as it is now. It is not changed, but training will go on and change it.

    Returns:
        (metric, state). If the model is the best so far: its metric and a deep copy of its whole
        state_dict (parameters and buffers), which later training cannot reach. Otherwise: `best`,
        as it was handed in.

    Forbidden: nothing.

    Example:
        >>> model = torch.nn.Linear(1, 2, bias=False)
        >>> model.weight.data = torch.tensor([[1.0], [2.0]])
        >>> best = keep_best(None, 0.75, model)
        >>> model.weight.data.fill_(9.0)
        tensor([[9.],
                [9.]])
        >>> metric, state = keep_best(best, 0.5, model)
        >>> metric, state["weight"].tolist()
        (0.75, [[1.0], [2.0]])
    """
    ### BEGIN SOLUTION
    if best is not None and metric <= best[0]:
        return best
    return metric, copy.deepcopy(model.state_dict())
    ### END SOLUTION


def early_stopping(losses: list[float], patience: int, min_delta: float) -> int | None:
    """Say after which epoch training should have stopped.

    Epochs are counted from 0. An epoch is better if its loss < best - min_delta, where best is the
    loss of the last epoch that was better (epoch 0 always is, unless its loss is NaN: NaN is never
    better). A loss that equals best - min_delta is not better, and best stays as it is. Training
    stops as soon as `patience` epochs in a row were not better.

    Args:
        losses: the validation loss of each epoch; may be empty.
        patience: how many epochs in a row may be not better; at least 1.
        min_delta: by how much a loss has to fall below the best one; at least 0.

    Returns:
        The epoch at which training stops, counted from 0 (the last of the `patience` epochs), or None
        if it never does; None for an empty list too.

    Forbidden: nothing.

    Example:
        Epoch 1 is the best with 0.5. Epochs 2 and 3 are not better (0.5 is not less than 0.5), and
        with patience 2 training stops at epoch 3. That epoch 4 would have been better is not known then.

        >>> early_stopping([1.0, 0.5, 0.75, 0.5, 0.25], patience=2, min_delta=0.0)
        3
    """
    ### BEGIN SOLUTION
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return None
    ### END SOLUTION
