"""A dict of velocities, changed in place as torch does."""

from collections.abc import Iterable

import torch


class SGDMomentum:
    def __init__(
        self,
        params: Iterable[torch.Tensor],
        lr: float,
        momentum: float,
        dampening: float = 0.0,
        nesterov: bool = False,
        weight_decay: float = 0.0,
    ) -> None:
        self.lr, self.mu, self.tau, self.look_ahead, self.wd = lr, momentum, dampening, nesterov, weight_decay
        self.params = tuple(params)
        self.buffers: dict[torch.Tensor, torch.Tensor] = {}

    def step(self) -> None:
        with torch.no_grad():
            for p in self.params:
                if p.grad is not None:
                    self._move(p, p.grad.add(p, alpha=self.wd))

    def _move(self, p: torch.Tensor, d: torch.Tensor) -> None:
        if p in self.buffers:
            self.buffers[p].mul_(self.mu).add_(d, alpha=1 - self.tau)
        else:
            self.buffers[p] = d.detach().clone()
        v = self.buffers[p]
        if self.look_ahead:
            d = d.add(v, alpha=self.mu)
        else:
            d = v
        p.add_(d, alpha=-self.lr)
