"""An object for each parameter, and numbers instead of branches."""

from dataclasses import dataclass

import torch


@dataclass
class Slot:
    p: torch.Tensor
    v: torch.Tensor
    moved: bool = False


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.lr = lr
        self.momentum, self.dampening = momentum, dampening
        self.nesterov, self.weight_decay = nesterov, weight_decay
        self.slots = [Slot(p, torch.zeros_like(p, requires_grad=False)) for p in params]

    def step(self):
        torch_grad_was = torch.is_grad_enabled()
        torch.set_grad_enabled(False)
        try:
            for slot in self.slots:
                if slot.p.grad is None:
                    continue
                d = slot.p.grad + slot.p * self.weight_decay
                share = (1.0 - self.dampening) if slot.moved else 1.0
                slot.v = slot.v * self.momentum + d * share
                slot.moved = True
                direction = d + self.momentum * slot.v if self.nesterov else slot.v
                slot.p.copy_(slot.p - self.lr * direction)
        finally:
            torch.set_grad_enabled(torch_grad_was)
