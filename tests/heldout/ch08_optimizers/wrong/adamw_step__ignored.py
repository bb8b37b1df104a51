"""No decay at all."""


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    adam_step(params, grads, state, lr, betas, eps)
