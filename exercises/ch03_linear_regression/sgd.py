"""One step of gradient descent for a list of parameters."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    """Move every parameter one step against its gradient: param <- param - lr * grad.

    Args:
        params: the parameters, tensors of any shapes. Changed in place: the caller's own tensors must hold the new
            values afterwards, in the same storage, so that views of them see the change. They may require grad, as
            the parameters of a model do; the step itself must then not be recorded by autograd (torch.no_grad()).
            `requires_grad` stays as it was.
        grads: one gradient for each parameter, in the same order and of the same shape; or None for a parameter
            that has no gradient, which is skipped. The gradients stay as they were.
        lr: the learning rate, a positive number.

    Returns:
        None.

    Forbidden: torch.optim.

    Example:
        >>> w = torch.tensor([1.0, 2.0])
        >>> b = torch.tensor([5.0])
        >>> sgd_step([w, b], [torch.tensor([10.0, -10.0]), None], lr=0.1)
        >>> w
        tensor([0., 3.])
        >>> b
        tensor([5.])
    """
    raise NotImplementedError("sgd_step is not implemented yet")
