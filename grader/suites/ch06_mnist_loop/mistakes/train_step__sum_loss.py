"""The loss is summed over the batch, not averaged."""


def train_step(model, opt, x, y):
    opt.zero_grad()
    loss = F.cross_entropy(model(x), y, reduction="sum")
    loss.backward()
    opt.step()
    return loss.item()
