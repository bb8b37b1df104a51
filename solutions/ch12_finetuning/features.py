"""Run the frozen part of a network once and keep what it gives."""

from collections.abc import Iterable

import torch


def cache_features(
    model: torch.nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Compute the features of every sample once, so that a head can be trained on them without the backbone.

    The model runs in eval mode and under torch.no_grad(). Afterwards everything is as it was: parameters, buffers
    and gradients, and the mode of EACH submodule. A model in train mode may hold a layer that somebody put into eval
    mode, and the other way round. If the model raises an error, the modes it is left in are up to you.

    Args:
        model: the backbone; turns a batch x of shape (N, ...) into one feature row or map per sample.
        batches: pairs (x, y), at least one; y of shape (N,), int64. The last one may be shorter. Go over them ONCE: a
            loader that shuffles gives another order the second time, and the labels would no longer fit.

    Returns:
        (features, labels): all features in one tensor and all labels in one tensor, sample by sample in the order in
        which the batches gave them. Neither requires grad.

    Forbidden: nothing.

    Example:
        The features of (a, b) are a + 2b; the dropout does nothing, because the model runs in eval mode.

        >>> model = torch.nn.Sequential(torch.nn.Linear(2, 1, bias=False), torch.nn.Dropout(0.25))
        >>> model[0].weight.data = torch.tensor([[1.0, 2.0]])
        >>> first = (torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([4, 7]))
        >>> second = (torch.tensor([[3.0, 1.0]]), torch.tensor([5]))
        >>> cache_features(model, [first, second])
        (tensor([[1.],
                [2.],
                [5.]]), tensor([4, 7, 5]))
        >>> model.training
        True
    """
    ### BEGIN SOLUTION
    modes = {module: module.training for module in model.modules()}
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for x, y in batches:
            features.append(model(x))
            labels.append(y)
    for module, training in modes.items():
        module.training = training
    return torch.cat(features), torch.cat(labels)
    ### END SOLUTION
