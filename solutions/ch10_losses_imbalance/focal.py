"""A loss that looks at what is still wrong."""

import torch


def focal_loss(logits: torch.Tensor, y: torch.Tensor, gamma: float, alpha: torch.Tensor) -> torch.Tensor:
    """Cross-entropy in which samples that are right already count little.

    With p the probability that softmax gives to the true class y, the loss of a sample is
    -alpha[y] * (1 - p)^gamma * log(p).

    Args:
        logits: the raw outputs of a classifier, shape (N, C); large ones must do no harm.
        y: the class of each sample, shape (N,), int64, from 0 to C - 1.
        gamma: how strongly easy samples are turned down; 0, or 1 and more. With 0 they are not.
        alpha: the weight of each class, shape (C,), 0 or more.

    Returns:
        A tensor without dimensions (shape ()), in the dtype of logits. The reduction is the mean over the N samples
        (divided by N, not by the weights). logits, y and alpha stay as they were. Autograd can differentiate the result
        with respect to logits, through (1 - p)^gamma as well as through log(p).

    Forbidden: nothing.

    Example:
        p is 1/2 and 1/4: the losses are 1 * (1/2)^2 * ln 2 and 3 * (3/4)^2 * ln 4.

        >>> logits = torch.tensor([[0.0, 0.0], [1.0986, 0.0]])
        >>> focal_loss(logits, torch.tensor([0, 1]), gamma=2.0, alpha=torch.tensor([1.0, 3.0]))
        tensor(1.2563)
    """
    ### BEGIN SOLUTION
    log_p = torch.log_softmax(logits, dim=1).gather(1, y[:, None]).squeeze(1)
    return -(alpha[y] * (1 - log_p.exp()) ** gamma * log_p).mean()
    ### END SOLUTION
