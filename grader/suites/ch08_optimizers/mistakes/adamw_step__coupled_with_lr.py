"""lr * weight_decay times the parameter is added to the gradient."""


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    coupled = [None if g is None else g + lr * weight_decay * p.detach() for p, g in zip(params, grads, strict=True)]
    adam_step(params, coupled, state, lr, betas, eps)
