"""Training over several epochs, with a history of how it went."""

from collections.abc import Iterable

import torch
from evaluate import evaluate
from train import train_epoch


def fit(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    train: Iterable[tuple[torch.Tensor, torch.Tensor]],
    val: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
) -> dict[str, list[float]]:
    """Train for some epochs, and after each one measure the model on the validation set.

    Args:
        model: turns a batch x of shape (N, ...) into logits of shape (N, C). Trained in place.
        opt: an optimiser over the parameters of the model.
        train: the batches to train on, pairs (x, y); can be gone through again in every epoch.
        val: the batches to measure on, never to train on; can be gone through again in every epoch.
        epochs: how many times to go through train.

    Returns:
        A new dict with the keys "train_loss", "val_loss" and "val_acc". Each holds a list of
        Python floats, one per epoch: what train_epoch returned, then the loss and the accuracy
        that evaluate returned on val after that epoch.

    Forbidden: nothing. The simplest way is to call train_epoch and evaluate.

    Example:
        Epoch 0 is the example of train_epoch: train_loss 0.6331, weights [[-0.2605], [0.2605]].
        On val the logits are then (-0.2605, 0.2605) for x = 1 and y = 1, which is right with loss
        0.4662, and (0.5210, -0.5210) for x = -2 and y = 1, which is wrong with loss 1.3442: the mean
        is 0.9052 and the accuracy 1 / 2.

        >>> model = torch.nn.Linear(1, 2, bias=False)
        >>> _ = torch.nn.init.zeros_(model.weight)
        >>> opt = torch.optim.SGD(model.parameters(), lr=0.2)
        >>> first = (torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1]))
        >>> second = (torch.tensor([[2.0]]), torch.tensor([1]))
        >>> val = [(torch.tensor([[1.0], [-2.0]]), torch.tensor([1, 1]))]
        >>> history = fit(model, opt, [first, second], val, epochs=2)
        >>> {key: [round(value, 4) for value in values] for key, values in history.items()}
        {'train_loss': [0.6331, 0.497], 'val_loss': [0.9052, 1.0213], 'val_acc': [0.5, 0.5]}
    """
    raise NotImplementedError("fit is not implemented yet")
