"""zero_grad is called after the step only, so that gradients that were there before the call take part."""


def train_step(model, opt, x, y):
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    opt.step()
    opt.zero_grad()
    return loss.item()
