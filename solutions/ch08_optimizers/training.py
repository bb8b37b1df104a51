"""Steps and epochs in which something besides the optimiser has to be done at the right moment."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def accumulate_step(
    model: torch.nn.Module, opt: torch.optim.Optimizer, micro: list[tuple[torch.Tensor, torch.Tensor]]
) -> float:
    """Take ONE step of the optimiser for several small batches, as if they had been one large batch.

    The step uses the gradient of the cross-entropy averaged over all samples of all the small batches (not the mean
    of their means: they are of unequal size). The model is run once on each small batch by itself, and its
    backward pass follows at once, so that memory never holds more than one of them. Gradients that were in .grad before
    the call must not take part.

    Args:
        model: turns x into logits of shape (N, C). Its parameters change in place, through opt; the mode that it is in
            (train or eval) stays.
        opt: an optimiser over the parameters of the model.
        micro: the small batches, at least one, pairs (x, y) with y of shape (N,), int64, N at least 1.

    Returns:
        The mean over all samples of their losses before the step, a Python float.

    Forbidden: nothing.

    Example:
        The weights are zero, so every sample has the loss ln 2 = 0.6931. The gradient of the first weight is -0.5 * x
        for a sample of class 0 and 0.5 * x for one of class 1: -0.5, 1.5 and 3.0 here, on average 1.3333.

        >>> model = torch.nn.Linear(1, 2, bias=False)
        >>> _ = torch.nn.init.zeros_(model.weight)
        >>> opt = torch.optim.SGD(model.parameters(), lr=0.3)
        >>> first = (torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1]))
        >>> second = (torch.tensor([[6.0]]), torch.tensor([1]))
        >>> round(accumulate_step(model, opt, [first, second]), 4)
        0.6931
        >>> model.weight.data
        tensor([[-0.4000],
                [ 0.4000]])
    """
    ### BEGIN SOLUTION
    samples = sum(len(y) for _, y in micro)
    opt.zero_grad()
    total = 0.0
    for x, y in micro:
        loss = F.cross_entropy(model(x), y, reduction="sum") / samples
        loss.backward()
        total += loss.item()
    opt.step()
    return total
    ### END SOLUTION


def run_epoch_with_sched(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    sched: torch.optim.lr_scheduler.LRScheduler,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    interval: str,
) -> list[float]:
    """Train for one epoch with a scheduler that sets the learning rate, and report the rate of every step.

    Train in train mode on each batch once, in the order given, with one step of the optimiser per batch on the mean
    cross-entropy of that batch, from fresh gradients. The scheduler moves on after the optimiser, never before it: once
    after every batch where interval is "batch", and once after the last batch where it is "epoch".

    Args:
        model: turns x into logits of shape (N, C). It may arrive in eval mode and is left in train mode.
        opt: an optimiser over the parameters of the model.
        sched: a scheduler of torch.optim.lr_scheduler over opt; use its step().
        batches: pairs (x, y), y of shape (N,), int64; at least one. It may be a generator, which can be gone through
            once and has no length.
        interval: "batch" or "epoch".

    Returns:
        The learning rate of opt's first parameter group at each step, a list of Python floats, one per batch.

    Raises:
        ValueError: interval is neither "batch" nor "epoch"; nothing is trained then.

    Forbidden: nothing.

    Example:
        >>> model = torch.nn.Linear(1, 2)
        >>> opt = torch.optim.SGD(model.parameters(), lr=0.4)
        >>> sched = torch.optim.lr_scheduler.ExponentialLR(opt, gamma=0.5)
        >>> batches = [(torch.tensor([[1.0]]), torch.tensor([0]))] * 3
        >>> run_epoch_with_sched(model, opt, sched, batches, "batch")
        [0.4, 0.2, 0.1]
        >>> run_epoch_with_sched(model, opt, sched, batches, "epoch")
        [0.05, 0.05, 0.05]
        >>> opt.param_groups[0]["lr"]
        0.025
    """
    ### BEGIN SOLUTION
    if interval not in ("batch", "epoch"):
        raise ValueError(f"interval must be batch or epoch, not {interval!r}")
    model.train()
    rates = []
    for x, y in batches:
        opt.zero_grad()
        F.cross_entropy(model(x), y).backward()
        rates.append(opt.param_groups[0]["lr"])
        opt.step()
        if interval == "batch":
            sched.step()
    if interval == "epoch":
        sched.step()
    return rates
    ### END SOLUTION
