"""Two loops for the two intervals; mean by hand."""

import torch


def run_epoch_with_sched(model, opt, sched, batches, interval):
    if interval != "batch" and interval != "epoch":
        raise ValueError("bad interval: " + str(interval))
    for module in model.modules():
        module.training = True

    def learn(x, y):
        for group in opt.param_groups:
            for p in group["params"]:
                p.grad = None
        log_p = torch.log_softmax(model(x), dim=1)
        loss = -log_p[torch.arange(len(y)), y].sum() / len(y)
        loss.backward()
        lr = opt.param_groups[0]["lr"]
        opt.step()
        return lr

    rates = []
    if interval == "batch":
        for x, y in batches:
            rates.append(learn(x, y))
            sched.step()
        return rates
    for x, y in batches:
        rates.append(learn(x, y))
    sched.step()
    return rates
