"""backward is missing, so that the step finds no gradients."""


def train_step(model, opt, x, y):
    opt.zero_grad()
    loss = F.cross_entropy(model(x), y)
    opt.step()
    return loss.item()
