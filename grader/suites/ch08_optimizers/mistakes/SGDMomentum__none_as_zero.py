"""A missing gradient counts as zero: the velocity and the decay still move the parameter."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.dampening = lr, momentum, dampening
        self.nesterov, self.weight_decay = nesterov, weight_decay
        self.velocities = [None] * len(self.params)

    def step(self):
        with torch.no_grad():
            for index, p in enumerate(self.params):
                grad = torch.zeros_like(p) if p.grad is None else p.grad
                d = grad + self.weight_decay * p
                v = self.velocities[index]
                v = d if v is None else self.momentum * v + (1 - self.dampening) * d
                self.velocities[index] = v
                p.sub_(self.lr * (d + self.momentum * v if self.nesterov else v))
