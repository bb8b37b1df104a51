"""Train a pretrained network on a new task."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def finetune(
    model: torch.nn.Module,
    head: str,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
    base_lr: float,
    head_lr: float,
) -> torch.nn.Module:
    """Train the whole model with Adam: the head at its own learning rate, everything else at another.

    One optimiser lives for the whole training: torch.optim.Adam with two parameter groups and otherwise default
    settings. Each epoch goes over the batches once, in the order given, one step per batch. The loss of a batch is
    the cross-entropy between model(x) and y, averaged over its samples. No stale gradient may contribute, not even one
    left from before the call. Train in train mode, whatever mode the model arrives in.

    Args:
        model: turns x into logits of shape (N, C); its head fits the new task already. Changed in place. Parameters
            with requires_grad=False stay as they are.
        head: dotted name of the module whose parameters (at any depth) get head_lr, a weight tied to head and body
            included. A name stands for whole components: "head" is not "head_norm".
        batches: pairs (x, y) that can be iterated again in each epoch; y of shape (N,), int64. The last one may be
            shorter.
        epochs: how often to go over the batches.
        base_lr: the learning rate of all parameters outside the head.
        head_lr: the learning rate of the head.

    Returns:
        The same model object; model.train() has been called.

    Raises:
        KeyError: head is no module of the model; the model is then not trained.

    Forbidden: nothing.

    Example:
        Adam's first step moves every parameter by its learning rate, against the sign of its gradient: 0.01 in the
        body and 0.1 in the head.

        >>> model = torch.nn.Sequential()
        >>> model.add_module("body", torch.nn.Linear(2, 2, bias=False))
        >>> model.add_module("head", torch.nn.Linear(2, 2, bias=False))
        >>> model.body.weight.data, model.head.weight.data = torch.eye(2), torch.eye(2)
        >>> batches = [(torch.tensor([[1.0, 2.0]]), torch.tensor([0]))]
        >>> model = finetune(model, "head", batches, epochs=1, base_lr=0.01, head_lr=0.1)
        >>> model.body.weight.data
        tensor([[ 1.0100,  0.0100],
                [-0.0100,  0.9900]])
        >>> model.head.weight.data
        tensor([[ 1.1000,  0.1000],
                [-0.1000,  0.9000]])
    """
    ### BEGIN SOLUTION
    head_params = list(dict(model.named_modules())[head].parameters())
    in_head = {id(parameter) for parameter in head_params}
    base_params = [parameter for parameter in model.parameters() if id(parameter) not in in_head]
    optimizer = torch.optim.Adam([{"params": base_params, "lr": base_lr}, {"params": head_params, "lr": head_lr}])
    model.train()
    for _ in range(epochs):
        for x, y in batches:
            optimizer.zero_grad()
            F.cross_entropy(model(x), y).backward()
            optimizer.step()
    return model
    ### END SOLUTION
