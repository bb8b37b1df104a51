"""Two lists, and None for a velocity that is not there yet."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.params = list(params)
        self.lr = lr
        self.momentum = momentum
        self.dampening = dampening
        self.nesterov = nesterov
        self.weight_decay = weight_decay
        self.velocities = [None] * len(self.params)

    @torch.no_grad()
    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            d = p.grad + self.weight_decay * p
            v = self.velocities[i]
            v = d.clone() if v is None else self.momentum * v + (1 - self.dampening) * d
            self.velocities[i] = v
            p -= self.lr * (d + self.momentum * v if self.nesterov else v)
