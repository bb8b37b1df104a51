"""Adam first; then the decay of the values that were there before it is subtracted."""

import torch


def adamw_step(params, grads, state, lr, betas, eps, weight_decay):
    before = [p.detach().clone() for p in params]
    adam_step(params, grads, state, lr, betas, eps)
    with torch.no_grad():
        for p, old, g in zip(params, before, grads, strict=True):
            if g is not None:
                p.sub_(old, alpha=lr * weight_decay)
