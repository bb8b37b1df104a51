"""What a pair of loss curves says about a training run."""

import math


def diagnose(train_loss: list[float], val_loss: list[float], good: float, gap: float) -> str:
    """Say in a word how a training run went, by its loss curves.

    The first of these that holds is the answer:

        "diverging"     some loss, of either curve, is NaN or infinite, or the last training loss is larger than the
                        first one
        "underfitting"  the last training loss is larger than good
        "overfitting"   the last validation loss is more than gap larger than the smallest validation loss
        "good"          none of these

    Args:
        train_loss: the training loss of each epoch, at least one.
        val_loss: the validation loss of each epoch, as many. Both lists stay as they are.
        good: the largest training loss that counts as learned.
        gap: how far the validation loss may rise above its smallest value.

    Returns:
        "diverging", "underfitting", "overfitting" or "good".

    Forbidden: nothing.

    Example:
        The training loss falls all the way; the validation loss has risen from 0.5 to 0.8.

        >>> diagnose([1.0, 0.4, 0.1], [1.1, 0.5, 0.8], good=0.3, gap=0.2)
        'overfitting'
    """
    raise NotImplementedError("diagnose is not implemented yet")
