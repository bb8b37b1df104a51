"""Buffers of zeros, and a count of each parameter's steps that undoes the dampening of the first."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.lr, self.momentum, self.dampening = lr, momentum, dampening
        self.nesterov, self.weight_decay = nesterov, weight_decay
        self.slots = [{"p": p, "v": torch.zeros_like(p, requires_grad=False), "steps": 0} for p in params]

    def step(self):
        for slot in self.slots:
            p = slot["p"]
            if p.grad is not None:
                self._move(slot, p.detach(), p.grad.detach())

    def _move(self, slot, p, grad):
        d = grad + self.weight_decay * p
        share = 1.0 if slot["steps"] == 0 else 1 - self.dampening
        slot["v"] = self.momentum * slot["v"] + share * d
        slot["steps"] += 1
        p -= self.lr * (d + self.momentum * slot["v"]) if self.nesterov else self.lr * slot["v"]
