"""Three ways to a gradient: ask autograd for it, measure it, and let it add up in .grad."""

from collections.abc import Callable

import torch


def grad_of(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """The gradient of f at x, by autograd, and nothing but the answer: x shows no trace of it afterwards.

    Args:
        f: a function of one tensor that returns a single number, a tensor of shape (), computed by tensor operations.
        x: the point, of any shape and any floating dtype. It may require grad already and may hold an old gradient in
            x.grad, or neither.

    Returns:
        A new tensor in the shape and the dtype of x: each entry says how fast f(x) grows when the same entry of x
        grows. It does not require grad itself. x stays as it was: its values, its requires_grad and its x.grad.

    Forbidden: nothing; autograd does the work.

    Example:
        >>> x = torch.tensor([1.0, -2.0, 0.5])
        >>> grad_of(lambda x: (x**3).sum(), x)
        tensor([ 3.0000, 12.0000,  0.7500])
        >>> x.requires_grad
        False
    """
    ### BEGIN SOLUTION
    x = x.detach().requires_grad_()
    (grad,) = torch.autograd.grad(f(x), x)
    return grad
    ### END SOLUTION


def numeric_grad(f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, eps: float) -> torch.Tensor:
    """The gradient of f at x without any calculus: nudge one entry at a time and see how far f moves.

    For each entry this is the central difference (f(x + eps e) - f(x - eps e)) / (2 eps), where e is 1 at that entry
    and 0 at all others.

    Args:
        f: a function of one tensor that returns a single number, a tensor of shape (). Hand it tensors in the shape
            of x and in float64: float32 has too few digits for a difference of two numbers that are nearly equal.
        x: the point, of any shape, () too, and any floating dtype. It may require grad.
        eps: how far to go to either side, greater than 0, the same for every entry.

    Returns:
        A new tensor in the shape of x, always in float64, which does not require grad. x stays as it was: its values,
        its requires_grad and its x.grad.

    Forbidden: autograd in any form (torch.autograd, torch.func, .backward()).

    Example:
        >>> numeric_grad(lambda x: (x**3).sum(), torch.tensor([1.0, 2.0]), eps=0.5)
        tensor([ 3.2500, 12.2500], dtype=torch.float64)
    """
    ### BEGIN SOLUTION
    x = x.detach().double()
    slopes = []
    for direction in torch.eye(x.numel(), dtype=x.dtype, device=x.device):
        step = eps * direction.reshape(x.shape)
        slopes.append((f(x + step) - f(x - step)) / (2 * eps))
    return torch.stack(slopes).reshape(x.shape)
    ### END SOLUTION


def accumulate_grads(w: torch.Tensor, losses: list[Callable[[torch.Tensor], torch.Tensor]]) -> torch.Tensor:
    """Let the gradients of several losses add up in w.grad, as they do when backward() is called once for each.

    Args:
        w: a leaf that requires grad, of any shape. Its values stay as they were. w.grad may hold a gradient already:
            that one stays and is added to, as PyTorch does; or it may be None.
        losses: one function or more, each of which takes w and returns a single number, a tensor of shape (), with a
            graph of its own. A function that is in the list twice counts twice.

    Returns:
        w.grad, in the shape and the dtype of w: what was in it before, plus the SUM (not the mean) of the gradients
        of all the losses at w. It does not require grad.

    Forbidden: nothing.

    Example:
        >>> w = torch.tensor([1.0, -2.0], requires_grad=True)
        >>> accumulate_grads(w, [lambda w: (w**2).sum(), lambda w: (w**3).sum()])
        tensor([5., 8.])
        >>> w.grad
        tensor([5., 8.])
    """
    ### BEGIN SOLUTION
    for loss in losses:
        loss(w).backward()
    return w.grad
    ### END SOLUTION
