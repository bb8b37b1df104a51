"""Gradient descent with a memory: an optimiser object of your own."""

from collections.abc import Iterable

import torch


class SGDMomentum:
    """An optimiser that does what torch.optim.SGD does with momentum.

    Each parameter p has a velocity v of its own. A step reads the gradient p.grad and computes

        d = p.grad + weight_decay * p
        v = d                                      in the first step in which p has a gradient
        v = momentum * v + (1 - dampening) * d     in every later one
        p = p - lr * v                             or, with nesterov, p = p - lr * (d + momentum * v)

    with the p from before the step in the first line and the new v in the last one.

    Forbidden: torch.optim, as a base class too.

    Example:
        >>> w = torch.tensor([1.0, 2.0], requires_grad=True)
        >>> optimizer = SGDMomentum([w], lr=0.1, momentum=0.5)
        >>> for _ in range(2):
        ...     w.grad = torch.tensor([10.0, -10.0])
        ...     optimizer.step()
        >>> w.detach()
        tensor([-1.5000,  4.5000])
    """

    def __init__(
        self,
        params: Iterable[torch.Tensor],
        lr: float,
        momentum: float,
        dampening: float = 0.0,
        nesterov: bool = False,
        weight_decay: float = 0.0,
    ) -> None:
        """Remember the parameters and the settings.

        Args:
            params: the parameters. It may be a generator such as model.parameters(), which can be gone through once.
            lr: the learning rate. Store it as self.lr: whoever changes optimizer.lr between two steps changes the
                next step, and nothing of what came before.
            momentum: how much of the velocity is left after a step, above 0 and below 1.
            dampening: how much of each new gradient is kept out of the velocity, from 0 to 1.
            nesterov: whether to take Nesterov's form; then dampening is 0.
            weight_decay: how much of the parameter is added to its gradient.
        """
        ### BEGIN SOLUTION
        self.params = list(params)
        self.lr, self.momentum, self.dampening = lr, momentum, dampening
        self.nesterov, self.weight_decay = nesterov, weight_decay
        self.velocities: list[torch.Tensor | None] = [None] * len(self.params)
        ### END SOLUTION

    def step(self) -> None:
        """Move every parameter that has a gradient.

        The parameters are changed in place and still require grad afterwards; the step itself is not recorded by
        autograd. A parameter whose .grad is None is skipped: it and its velocity stay as they were. The gradients stay
        as they were, too, and what becomes of them later must not reach the velocities: the next backward pass may
        write into the very same tensors.

        Returns:
            None.
        """
        ### BEGIN SOLUTION
        with torch.no_grad():
            for index, param in enumerate(self.params):
                if param.grad is None:
                    continue
                d = param.grad + self.weight_decay * param
                v = self.velocities[index]
                v = d if v is None else self.momentum * v + (1 - self.dampening) * d
                self.velocities[index] = v
                param.sub_(self.lr * (d + self.momentum * v if self.nesterov else v))
        ### END SOLUTION
