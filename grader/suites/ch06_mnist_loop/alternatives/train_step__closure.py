"""The step by a closure, which the optimiser itself calls once."""


def train_step(model, opt, x, y):
    def closure():
        opt.zero_grad()
        loss = F.nll_loss(F.log_softmax(model(x), dim=1), y)
        loss.backward()
        return loss

    return opt.step(closure).item()
