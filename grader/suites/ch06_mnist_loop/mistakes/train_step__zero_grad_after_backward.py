"""zero_grad stands between backward and step, so that the step finds no gradient, as if backward were missing."""


def train_step(model, opt, x, y):
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    opt.zero_grad()
    opt.step()
    return loss.item()
