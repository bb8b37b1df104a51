"""Cross-entropy for a teacher who is never quite sure."""

import torch


def label_smoothing_ce(logits: torch.Tensor, y: torch.Tensor, eps: float, ignore_index: int) -> torch.Tensor:
    """Cross-entropy with smoothed labels, averaged over the rows that count.

    The target of a row is a distribution over all K classes: a share of eps is spread evenly over ALL of them, the true
    one included, and the rest lies on the true class. So the true class has 1 - eps + eps / K and each other one
    eps / K. The loss of a row is minus the sum over the classes of the target times the log-probability.

    Args:
        logits: the raw outputs of a classifier, shape (N, K); large ones must do no harm.
        y: the class of each row, shape (N,), int64, from 0 to K - 1; or ignore_index, for a row that does not count at
            all: neither in the sum nor in the number of rows. At least one row counts.
        eps: how much is spread, from 0 up to but not including 1.
        ignore_index: any whole number, also one that is no class, such as -100.

    Returns:
        A tensor without dimensions (shape ()), in the dtype of logits: the mean over the rows that count. logits and y
        stay as they were. Autograd can differentiate the result with respect to logits.

    Forbidden: torch.nn.functional.cross_entropy, torch.nn.CrossEntropyLoss, torch.nn.functional.nll_loss,
    torch.nn.NLLLoss. torch.log_softmax is allowed.

    Example:
        The first row's log-probabilities are both -ln 2, so its loss is ln 2, whatever the target; the second row is
        ignored.

        >>> logits = torch.tensor([[0.0, 0.0], [9.0, 0.0]])
        >>> label_smoothing_ce(logits, torch.tensor([1, -100]), eps=0.2, ignore_index=-100)
        tensor(0.6931)
    """
    raise NotImplementedError("label_smoothing_ce is not implemented yet")
