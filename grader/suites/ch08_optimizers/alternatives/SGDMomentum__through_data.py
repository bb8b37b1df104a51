"""The older style: .data, one class for a single parameter, and a clone of the gradient."""


class _One:
    def __init__(self, p):
        self.p, self.v = p, None

    def move(self, lr, momentum, dampening, nesterov, weight_decay):
        grad = self.p.grad
        if grad is None:
            return
        d = grad.data.clone()
        if weight_decay != 0:
            d += weight_decay * self.p.data
        if self.v is None:
            self.v = d.clone()
        else:
            self.v = momentum * self.v + d - dampening * d
        if nesterov:
            d += momentum * self.v
        else:
            d = self.v
        self.p.data -= lr * d


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.each = [_One(p) for p in params]
        self.lr, self.rest = lr, (momentum, dampening, nesterov, weight_decay)

    def step(self):
        for one in self.each:
            one.move(self.lr, *self.rest)
