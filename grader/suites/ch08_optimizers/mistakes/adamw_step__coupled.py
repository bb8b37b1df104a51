"""The decay is added to the gradient: Adam with L2, not AdamW."""


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    coupled = [None if g is None else g + weight_decay * p.detach() for p, g in zip(params, grads, strict=True)]
    adam_step(params, coupled, state, lr, betas, eps)
