"""One step of Adam, and one of AdamW."""

from typing import Any

import torch


def adam_step(
    params: list[torch.Tensor],
    grads: list[torch.Tensor | None],
    state: dict[str, Any],
    lr: float,
    betas: tuple[float, float],
    eps: float,
) -> None:
    """Move every parameter by one step of Adam.

    With t the number of this step, from 1, and g the gradient of a parameter p, element by element:

        m = beta1 * m + (1 - beta1) * g            the average of the gradients
        v = beta2 * v + (1 - beta2) * g^2          the average of their squares
        p = p - lr * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)

    m and v start at zero and are therefore too small at first; the two divisions by 1 - beta^t make up for that. They
    are for this step only: what is remembered are m and v themselves.

    Args:
        params: the parameters, tensors of any shapes. Changed in place, as in sgd_step of chapter 3: they may require
            grad and still do afterwards, and the step is not recorded by autograd.
        grads: one gradient for each parameter, or None for a parameter that has none: it is skipped, and its m and v
            stay. The gradients stay as they were.
        state: what the optimiser remembers, changed in place: "t", the number of steps so far, an int (0 before the
            first step); "m" and "v", a list each with one tensor for each parameter. Afterwards "t" is larger by 1, for
            all parameters together and also where some were skipped; the lists hold the new averages.
        lr: the learning rate.
        betas: (beta1, beta2), how much is left of the old m and of the old v.
        eps: a small number that keeps the division away from 0.

    Returns:
        None.

    Forbidden: torch.optim.

    Example:
        In the first step m / (1 - beta1) is g itself and the root is |g|, so every element moves by about lr, whether
        its gradient is 10 or -0.1.

        >>> w = torch.tensor([1.0, 2.0])
        >>> state = {"t": 0, "m": [torch.zeros(2)], "v": [torch.zeros(2)]}
        >>> adam_step([w], [torch.tensor([10.0, -0.1])], state, lr=0.5, betas=(0.8, 0.96), eps=0.01)
        >>> w
        tensor([0.5005, 2.4545])
        >>> state["t"], state["m"], state["v"]
        (1, [tensor([ 2.0000, -0.0200])], [tensor([4.0000e+00, 4.0000e-04])])
    """
    ### BEGIN SOLUTION
    state["t"] += 1
    beta1, beta2 = betas
    rise1, rise2 = 1 - beta1 ** state["t"], 1 - beta2 ** state["t"]
    with torch.no_grad():
        for param, grad, m, v in zip(params, grads, state["m"], state["v"], strict=True):
            if grad is not None:
                m.mul_(beta1).add_((1 - beta1) * grad)
                v.mul_(beta2).add_((1 - beta2) * grad**2)
                param.sub_(lr * (m / rise1) / ((v / rise2).sqrt() + eps))
    ### END SOLUTION


def adamw_step(
    params: list[torch.Tensor],
    grads: list[torch.Tensor | None],
    state: dict[str, Any],
    lr: float,
    betas: tuple[float, float],
    eps: float,
    weight_decay: float,
) -> None:
    """Move every parameter by one step of AdamW: shrink it, then take a step of Adam.

    The decay is decoupled from the gradient: p is multiplied by 1 - lr * weight_decay, and m and v see nothing of it.
    The shrinking comes first; the step of Adam is then subtracted whole.

    Args:
        params: as in adam_step. A parameter whose gradient is None is neither moved nor shrunk; one whose gradient is
            zero is shrunk.
        grads: as in adam_step.
        state: as in adam_step.
        lr: the learning rate, of the decay too.
        betas: as in adam_step.
        eps: as in adam_step.
        weight_decay: how strongly the parameters are pulled towards 0.

    Returns:
        None.

    Forbidden: torch.optim. (Your own adam_step does one half of the work.)

    Example:
        Both parameters have gradient 0 and are multiplied by 1 - 0.5 * 0.2 = 0.9.

        >>> w, b = torch.tensor([10.0, -20.0]), torch.tensor([5.0])
        >>> grads = [torch.zeros(2), torch.zeros(1)]
        >>> state = {"t": 0, "m": [torch.zeros(2), torch.zeros(1)], "v": [torch.zeros(2), torch.zeros(1)]}
        >>> adamw_step([w, b], grads, state, lr=0.5, betas=(0.8, 0.96), eps=0.01, weight_decay=0.2)
        >>> w, b
        (tensor([  9., -18.]), tensor([4.5000]))
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        for param, grad in zip(params, grads, strict=True):
            if grad is not None:
                param.mul_(1 - lr * weight_decay)
    adam_step(params, grads, state, lr, betas, eps)
    ### END SOLUTION
