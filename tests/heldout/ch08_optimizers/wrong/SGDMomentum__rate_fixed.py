"""Copies the rate into groups, and uses the copy."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.lr = lr
        self.param_groups = [{"params": list(params), "lr": lr, "momentum": momentum, "dampening": dampening}]
        self.nesterov = nesterov
        self.weight_decay = weight_decay
        self.v = {}

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                d = p.grad + self.weight_decay * p
                if p in self.v:
                    self.v[p] = group["momentum"] * self.v[p] + (1 - group["dampening"]) * d
                else:
                    self.v[p] = d
                p -= group["lr"] * (d + group["momentum"] * self.v[p] if self.nesterov else self.v[p])
