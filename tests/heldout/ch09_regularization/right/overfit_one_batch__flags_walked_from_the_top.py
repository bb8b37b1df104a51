"""Walks down the tree of modules by itself."""

import torch


def _save(module, out):
    out.append(module.training)
    for child in module.children():
        _save(child, out)
    return out


def _restore(module, flags):
    module.training = flags.pop(0)
    for child in module.children():
        _restore(child, flags)


def _prepare(module):
    module.training = True
    if isinstance(module, torch.nn.Dropout):
        module.training = False
    for child in module.children():
        _prepare(child)


def overfit_one_batch(model, opt, x, y, max_steps: int, target: float) -> list[float]:
    flags = _save(model, [])
    _prepare(model)
    losses = []
    step = 0
    done = False
    while step < max_steps and not done:
        opt.zero_grad()
        out = model(x)
        logp = torch.log_softmax(out, dim=1)
        loss = -logp[range(len(y)), y].mean()
        losses.append(loss.detach().cpu().item())
        done = losses[-1] < target
        if not done:
            loss.backward()
            opt.step()
            step += 1
    _restore(model, flags)
    return losses
