"""Older style with .data and .grad.data."""

import torch


class SGDMomentum(object):
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.lr = lr
        self.settings = dict(momentum=momentum, dampening=dampening, nesterov=nesterov, weight_decay=weight_decay)
        self.param_list = [p for p in params]
        self.state = {}

    def step(self):
        momentum = self.settings["momentum"]
        for p in self.param_list:
            if p.grad is None:
                continue
            d_p = p.grad.data.clone()
            if self.settings["weight_decay"] != 0:
                d_p.add_(p.data, alpha=self.settings["weight_decay"])
            if id(p) not in self.state:
                buf = self.state[id(p)] = torch.clone(d_p).detach()
            else:
                buf = self.state[id(p)]
                buf.mul_(momentum).add_(d_p, alpha=1 - self.settings["dampening"])
            if self.settings["nesterov"]:
                d_p = d_p.add(buf, alpha=momentum)
            else:
                d_p = buf
            p.data.add_(d_p, alpha=-self.lr)
