"""The parameter is shrunk by itself, as in AdamW."""

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
                if p.grad is None:
                    continue
                d = p.grad.clone()
                p.mul_(1 - self.lr * self.weight_decay)
                old = self.velocities[index]
                v = d if old is None else self.momentum * old + (1 - self.dampening) * d
                self.velocities[index] = v
                p.sub_(self.lr * (d + self.momentum * v if self.nesterov else v))
