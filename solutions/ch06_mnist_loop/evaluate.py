"""Loss and accuracy of a model on data that it is not trained on."""

from collections.abc import Iterable

import torch
import torch.nn.functional as F


def evaluate(model: torch.nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]) -> tuple[float, float]:
    """Measure the mean cross-entropy and the accuracy of a model, and leave no trace.

    The model is measured in eval mode and without recording a graph. Afterwards everything is as it
    was: parameters, buffers and gradients, the mode of EACH submodule, however deep it lies, and
    torch.is_grad_enabled(). A model in train mode may hold a layer that somebody put into eval mode
    (a frozen BatchNorm), and the other way round.

    Args:
        model: turns a batch x of shape (N, ...) into logits of shape (N, C).
        batches: pairs (x, y), y of shape (N,), int64. The last one may be shorter.

    Returns:
        (loss, accuracy), two Python floats, both averaged over all samples (not over batches).
        The accuracy lies between 0 and 1: the share of samples whose largest logit is that of y
        (argmax; on a tie the first).

    Forbidden: nothing.

    Example:
        The logits are (-x, x). The first batch has losses 0.1269, 0.0181, 2.1269 and two of three
        right; the second has loss 6.0025 and is wrong. So the loss is 8.2744 / 4 and the accuracy 2 / 4.

        >>> model = torch.nn.Linear(1, 2, bias=False)
        >>> model.weight.data = torch.tensor([[-1.0], [1.0]])
        >>> first = (torch.tensor([[1.0], [2.0], [-1.0]]), torch.tensor([1, 1, 1]))
        >>> second = (torch.tensor([[3.0]]), torch.tensor([0]))
        >>> loss, accuracy = evaluate(model, [first, second])
        >>> round(loss, 4), accuracy
        (2.0686, 0.5)
        >>> model.training
        True
    """
    ### BEGIN SOLUTION
    modes = {module: module.training for module in model.modules()}
    model.eval()
    total, correct, count = 0.0, 0, 0
    with torch.no_grad():
        for x, y in batches:
            logits = model(x)
            total += F.cross_entropy(logits, y, reduction="sum").item()
            correct += int((logits.argmax(dim=1) == y).sum())
            count += len(y)
    for module, training in modes.items():
        module.training = training
    return total / count, correct / count
    ### END SOLUTION
