"""Deciding what the graph contains: a value that is to count as a constant, and a step that is not to be recorded."""

import torch


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """The mean squared error of pred against a target that counts as a constant, even where it was computed.

    Args:
        pred: predictions, of any shape with at least one element.
        target: what they should be, of exactly the same shape. It may come out of the model itself and hang in the
            same graph as pred.

    Returns:
        A tensor without dimensions (shape ()), in the dtype of pred: the mean of (pred - target)^2 over every
        element. Gradients flow back to pred, and none to target or to anything that target was computed from. pred
        and target themselves stay as they were, requires_grad included: the caller may still need the target's graph.

    Forbidden: nothing; torch.nn.functional.mse_loss is allowed.

    Example:
        >>> w = torch.tensor(2.0, requires_grad=True)
        >>> loss = stop_gradient_target(w * torch.tensor([1.0, 3.0]), w + torch.tensor([4.0, 0.0]))
        >>> loss
        tensor(16., grad_fn=<MeanBackward0>)
        >>> loss.backward()
        >>> w.grad
        tensor(8.)
    """
    ### BEGIN SOLUTION
    return ((pred - target.detach()) ** 2).mean()
    ### END SOLUTION


def inplace_update(w: torch.Tensor, g: torch.Tensor, lr: float) -> torch.Tensor:
    """Move w by -lr * g in its own memory, unseen by autograd, and hand the same tensor back.

    Args:
        w: the parameter, of any shape: usually a leaf that requires grad, but it need not. Changed in place: views of
            it, and everyone else who holds it, must see the new values.
        g: the direction, in the shape of w. It stays as it was. It may require grad itself.
        lr: the learning rate, a positive number.

    Returns:
        w itself, the same object. Nothing of the step is recorded: w is still a leaf, requires_grad and w.grad are as
        they were, and grad mode is on again when the function returns.

    Forbidden: torch.optim.

    Example:
        >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
        >>> inplace_update(w, torch.tensor([10.0, -10.0]), lr=0.1)
        tensor([0., 3.], requires_grad=True)
        >>> w
        tensor([0., 3.], requires_grad=True)
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        w.sub_(lr * g)
    return w
    ### END SOLUTION
