"""The model is put into eval mode in every step."""


def train_step(model, opt, x, y):
    model.eval()
    opt.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    opt.step()
    return loss.item()
