"""The losses of classification, computed so that large logits do no harm."""

import torch
import torch.nn.functional as F


def log_softmax(x: torch.Tensor, dim: int) -> torch.Tensor:
    """The logarithm of softmax along one dimension, right for logits of any size.

    softmax divides the exponentials along `dim` by their sum, so each line of the tensor along `dim` becomes
    probabilities; this is their logarithm. Rows may differ widely: one near 0 next to one near 2000 must come out
    right, both of them, and -2000 where a logit lies 2000 below the largest.

    Args:
        x: logits, of any shape with at least one dimension; finite numbers. Stays as it is.
        dim: the dimension along which the probabilities add up to 1; may be negative.

    Returns:
        A new tensor in the shape and the dtype of x. Autograd can differentiate it with respect to x.

    Forbidden: torch.nn.functional.log_softmax, torch.nn.LogSoftmax, torch.logsumexp,
    torch.nn.functional.cross_entropy, torch.nn.CrossEntropyLoss.

    Example:
        >>> log_softmax(torch.tensor([[0.0, 0.0], [100.0, 0.0]]), dim=1)
        tensor([[  -0.6931,   -0.6931],
                [   0.0000, -100.0000]])
    """
    ### BEGIN SOLUTION
    shifted = x - x.amax(dim=dim, keepdim=True)
    return shifted - shifted.exp().sum(dim=dim, keepdim=True).log()
    ### END SOLUTION


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The mean over samples of minus the log-probability that softmax gives to the true class.

    Args:
        logits: the raw outputs of a classifier, shape (N, C), not probabilities; large ones must do no harm.
        y: the class of each sample, shape (N,), int64, from 0 to C - 1.

    Returns:
        A tensor without dimensions (shape ()), in the dtype of logits. The reduction is the mean over the N samples.
        logits and y stay as they were. Autograd can differentiate the result with respect to logits.

    Forbidden: torch.nn.functional.cross_entropy, torch.nn.CrossEntropyLoss, torch.nn.functional.nll_loss,
    torch.nn.NLLLoss. (Your own log_softmax is the tool.)

    Example:
        The log-probabilities of the true classes are -0.4076 and -ln 3 = -1.0986.

        >>> logits = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])
        >>> cross_entropy(logits, torch.tensor([2, 0]))
        tensor(0.7531)
    """
    ### BEGIN SOLUTION
    log_probabilities = log_softmax(logits, dim=1)
    return -log_probabilities.gather(1, y[:, None]).mean()
    ### END SOLUTION


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The gradient of cross_entropy with respect to the logits, worked out by hand.

    Args:
        logits: the raw outputs of a classifier, shape (N, C); large ones must do no harm.
        y: the class of each sample, shape (N,), int64, from 0 to C - 1.

    Returns:
        A new tensor in the shape and the dtype of logits: each entry says how fast the mean loss grows when the same
        logit grows. logits and y stay as they were.

    Forbidden: autograd in any form (torch.autograd, torch.func, .backward()). torch.softmax is allowed.

    Example:
        >>> softmax_ce_grad(torch.zeros(2, 4), torch.tensor([1, 3]))
        tensor([[ 0.1250, -0.3750,  0.1250,  0.1250],
                [ 0.1250,  0.1250,  0.1250, -0.3750]])
    """
    ### BEGIN SOLUTION
    probabilities = torch.softmax(logits, dim=1)
    return (probabilities - F.one_hot(y, logits.shape[1])) / len(y)
    ### END SOLUTION


def bce_with_logits(x: torch.Tensor, y: torch.Tensor, pos_weight: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of logits: every element is a yes-or-no question of its own.

    With p = sigmoid(x), the loss of an element is -(pos_weight * y * log(p) + (1 - y) * log(1 - p)).

    Args:
        x: logits, shape (..., C); large ones, such as 100, -100 or 300, must do no harm.
        y: the answers, of exactly the shape of x: 1.0 for yes, 0.0 for no, or a probability in between.
        pos_weight: shape (C,), one positive number for each column: how much a yes counts there. It multiplies the
            part of the loss with y, and no other.

    Returns:
        A tensor without dimensions (shape ()), in the dtype of x. The reduction is the mean over all elements, not
        divided by the weights. x, y and pos_weight stay as they were. Autograd can differentiate the result with
        respect to x, and its gradient is right everywhere, also where x is exactly 0.

    Raises:
        ValueError: the shapes of x and y differ, even where broadcasting would make them fit: (N, 1) against (N,).

    Forbidden: torch.nn.functional.binary_cross_entropy_with_logits, torch.nn.BCEWithLogitsLoss. F.logsigmoid and
    F.softplus are allowed.

    Example:
        The losses are 3 ln 2, ln 2, 0 and 2 * 100.

        >>> x = torch.tensor([[0.0, 0.0], [100.0, -100.0]])
        >>> y = torch.tensor([[1.0, 0.0], [1.0, 1.0]])
        >>> bce_with_logits(x, y, pos_weight=torch.tensor([3.0, 2.0]))
        tensor(50.6931)
    """
    ### BEGIN SOLUTION
    if x.shape != y.shape:
        raise ValueError(f"x has shape {tuple(x.shape)}, y has shape {tuple(y.shape)}")
    yes, no = F.logsigmoid(x), F.logsigmoid(-x)
    return -(pos_weight * y * yes + (1 - y) * no).mean()
    ### END SOLUTION
