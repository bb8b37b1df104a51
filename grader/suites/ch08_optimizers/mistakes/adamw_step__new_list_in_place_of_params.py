"""The list gets new tensors."""


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    for index, grad in enumerate(grads):
        if grad is not None:
            params[index] = params[index].detach() * (1 - lr * weight_decay)
    adam_step(params, grads, state, lr, betas, eps)
