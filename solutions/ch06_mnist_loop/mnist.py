"""The MNIST loop, from an untrained model to a trained one."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def train_mnist(
    model: torch.nn.Module,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
    lr: float,
) -> list[float]:
    """Train a classifier with Adam, in train mode, and report how the loss falls.

    One torch.optim.Adam over all parameters of the model, with learning rate lr and everything else
    at its default, serves the whole training. Each epoch goes through all batches once, in the order
    given, with one step per batch on the cross-entropy averaged over that batch.

    Args:
        model: turns a batch of images x, shape (N, ...), into logits of shape (N, C). It may arrive
            in eval mode. Trained in place, and left in train mode.
        batches: pairs (x, y), y of shape (N,), int64; can be gone through again and again. The last
            one may be shorter.
        epochs: how many times to go through batches.
        lr: the learning rate.

    Returns:
        A list of Python floats, one per epoch: the mean over all samples (not over batches) of the
        loss that each sample had when its batch was used.

    Forbidden: nothing. You may write the loop out, or call your own train_epoch
    (`from train import train_epoch`).

    Example:
        One batch, so one step per epoch. The first loss is ln 2, because the weights are zero. The
        first step of Adam has the length lr in every coordinate whose gradient is not zero, however
        large it is, so that the weights become [[-0.1], [0.1]] and the second loss is
        (ln(1 + exp(0.2)) + ln(1 + exp(-0.6))) / 2 = 0.6178.

        >>> model = torch.nn.Linear(1, 2, bias=False)
        >>> _ = torch.nn.init.zeros_(model.weight)
        >>> batch = (torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1]))
        >>> [round(loss, 4) for loss in train_mnist(model, [batch], epochs=2, lr=0.1)]
        [0.6931, 0.6178]
        >>> model.weight.data
        tensor([[-0.1936],
                [ 0.1936]])
    """
    ### BEGIN SOLUTION
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    model.train()
    losses = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for x, y in batches:
            opt.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            opt.step()
            total += loss.item() * len(y)
            count += len(y)
        losses.append(total / count)
    return losses
    ### END SOLUTION
