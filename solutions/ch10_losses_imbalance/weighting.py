"""Classes that count more or less in the loss."""

import torch


def weighted_ce(logits: torch.Tensor, y: torch.Tensor, w: torch.Tensor) -> torch.Tensor:
    """Cross-entropy in which every sample counts as much as its class does; a weighted mean, as PyTorch's.

    The loss of a sample is minus the log-probability that softmax gives to its true class. These losses are multiplied
    by the weights of their classes, added up, and divided by the sum of the weights of these N samples (not by N).

    Args:
        logits: the raw outputs of a classifier, shape (N, C); large ones must do no harm.
        y: the class of each sample, shape (N,), int64, from 0 to C - 1.
        w: the weight of each class, shape (C,), 0 or more; at least one sample has a weight above 0.

    Returns:
        A tensor without dimensions (shape ()), in the dtype of logits. logits, y and w stay as they were. Autograd can
        differentiate the result with respect to logits.

    Forbidden: torch.nn.functional.cross_entropy, torch.nn.CrossEntropyLoss, torch.nn.functional.nll_loss,
    torch.nn.NLLLoss. torch.log_softmax is allowed.

    Example:
        The losses are ln 2 and ln 4, the weights of their classes 1 and 3: (ln 2 + 3 ln 4) / 4.

        >>> logits = torch.tensor([[0.0, 0.0], [1.0986, 0.0]])
        >>> weighted_ce(logits, torch.tensor([0, 1]), w=torch.tensor([1.0, 3.0]))
        tensor(1.2130)
    """
    ### BEGIN SOLUTION
    losses = -torch.log_softmax(logits, dim=1).gather(1, y[:, None]).squeeze(1)
    weights = w[y]
    return (weights * losses).sum() / weights.sum()
    ### END SOLUTION


def class_weights(counts: torch.Tensor) -> torch.Tensor:
    """Weights that make every class count as much as any other, however rare it is.

    A class with n_k of the N samples gets the weight N / (K n_k), where K is the number of classes that have any
    samples. So all these classes have the same sum of weights, and the mean of the weights over the samples is 1.

    Args:
        counts: how many samples each class has, shape (C,), int64; at least one is not 0. Stays as it is.

    Returns:
        A float32 tensor, shape (C,). A class without samples gets the weight 0.

    Forbidden: nothing.

    Example:
        There are 12 samples and 3 classes that have any.

        >>> class_weights(torch.tensor([8, 2, 0, 2]))
        tensor([0.5000, 2.0000, 0.0000, 2.0000])
    """
    ### BEGIN SOLUTION
    present = counts > 0
    weights = counts.sum() / (present.sum() * counts.clamp(min=1))
    return torch.where(present, weights, 0.0)
    ### END SOLUTION
