"""The first test of any training code: can it learn one batch by heart?"""

import torch
import torch.nn.functional as F


def overfit_one_batch(
    model: torch.nn.Module,
    opt: torch.optim.Optimizer,
    x: torch.Tensor,
    y: torch.Tensor,
    max_steps: int,
    target: float,
) -> list[float]:
    """Train on one and the same batch until its loss is below target, and report every loss.

    Each round computes the mean cross-entropy of the batch and records it. If it is below target the training is over,
    without a further step; otherwise one step of the optimiser follows, on fresh gradients. After max_steps steps it is
    over too, and the loss after the last step is not looked at.

    The model is in train mode meanwhile, but for its dropout layers (torch.nn.Dropout, at any depth), which are in eval
    mode: noise would keep it from learning the batch by heart. Afterwards EVERY module is in the mode that it was in
    before the call.

    Args:
        model: turns x into logits of shape (N, C). Its parameters change in place, through opt.
        opt: an optimiser over the parameters of the model. Use it as it is.
        x: one batch of inputs, shape (N, ...).
        y: its classes, shape (N,), int64.
        max_steps: how many steps to take at most, 0 or more.
        target: the loss below which the batch is learned.

    Returns:
        The losses in order, each from before the step of its round, as Python floats.

    Forbidden: nothing.

    Example:
        The weights are zero, so the first loss is ln 2 = 0.6931. A step with lr 2 makes the logits (1, -1), and the
        loss is ln(1 + exp(-2)) = 0.1269, below the target: there is no second step.

        >>> model = torch.nn.Linear(1, 2, bias=False)
        >>> _ = torch.nn.init.zeros_(model.weight)
        >>> opt = torch.optim.SGD(model.parameters(), lr=2.0)
        >>> losses = overfit_one_batch(model, opt, torch.tensor([[1.0]]), torch.tensor([0]), max_steps=9, target=0.2)
        >>> [round(loss, 4) for loss in losses]
        [0.6931, 0.1269]
        >>> model.weight.data
        tensor([[ 1.],
                [-1.]])
    """
    ### BEGIN SOLUTION
    modes = {module: module.training for module in model.modules()}
    model.train()
    for module in modes:
        if isinstance(module, torch.nn.Dropout):
            module.eval()
    losses: list[float] = []
    for _ in range(max_steps):
        opt.zero_grad()
        loss = F.cross_entropy(model(x), y)
        losses.append(loss.item())
        if losses[-1] < target:
            break
        loss.backward()
        opt.step()
    for module, training in modes.items():
        module.training = training
    return losses
    ### END SOLUTION
