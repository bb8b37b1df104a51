"""One training step, and one pass over the training data."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def train_step(model: torch.nn.Module, opt: torch.optim.Optimizer, x: torch.Tensor, y: torch.Tensor) -> float:
    """Take one step of the optimiser on one batch.

    The loss is the cross-entropy between model(x) and y, averaged over the N samples of the batch.
    Gradients that were in .grad before must not take part. The mode of the model (train or
    eval) stays as it is: setting it is the business of whoever runs the whole epoch.

    Args:
        model: turns x into logits of shape (N, C). Its parameters change in place, through opt.
        opt: an optimiser over the parameters of the model.
        x: a batch of inputs, shape (N, ...).
        y: the class of each sample, shape (N,), int64.

    Returns:
        The loss of this batch before the update, as a Python float (not a tensor).

    Forbidden: nothing. F.cross_entropy, backward and the optimiser are what this is about.

    Example:
        The weights are zero, so both classes get probability 1/2 and the loss is ln 2. The
        gradient of the weights is [[0.5], [-0.5]], and 0.2 times that is subtracted.

        >>> model = torch.nn.Linear(1, 2, bias=False)
        >>> _ = torch.nn.init.zeros_(model.weight)
        >>> opt = torch.optim.SGD(model.parameters(), lr=0.2)
        >>> round(train_step(model, opt, torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1])), 4)
        0.6931
        >>> model.weight.data
        tensor([[-0.1000],
                [ 0.1000]])
    """
    ### BEGIN SOLUTION
    opt.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    opt.step()
    return loss.item()
    ### END SOLUTION


def train_epoch(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
) -> float:
    """Train in train mode on every batch once, in the order given, one step per batch.

    Args:
        model: turns a batch x into logits of shape (N, C). It may arrive in eval mode and is left
            in train mode, with all its submodules; its parameters change in place.
        opt: an optimiser over the parameters of the model.
        batches: pairs (x, y) as train_step takes them. The last one may be shorter.

    Returns:
        The mean over all samples (not over batches) of the loss that each sample had when its batch
        was used, as a Python float.

    Forbidden: nothing. The simplest way is to call train_step.

    Example:
        The first batch is the one of train_step: loss 0.6931 for each of 2 samples. The second has
        one sample, whose logits are (-0.2, 0.2): loss ln(1 + exp(-0.4)) = 0.5130. The mean over the
        3 samples is (2 * 0.6931 + 0.5130) / 3.

        >>> model = torch.nn.Linear(1, 2, bias=False)
        >>> _ = torch.nn.init.zeros_(model.weight)
        >>> opt = torch.optim.SGD(model.parameters(), lr=0.2)
        >>> first = (torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1]))
        >>> second = (torch.tensor([[2.0]]), torch.tensor([1]))
        >>> round(train_epoch(model, opt, [first, second]), 4)
        0.6331
        >>> model.weight.data
        tensor([[-0.2605],
                [ 0.2605]])
    """
    ### BEGIN SOLUTION
    model.train()
    total, count = 0.0, 0
    for x, y in batches:
        total += train_step(model, opt, x, y) * len(y)
        count += len(y)
    return total / count
    ### END SOLUTION
