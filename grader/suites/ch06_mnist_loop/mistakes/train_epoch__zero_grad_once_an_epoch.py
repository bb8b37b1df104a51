"""The gradients are cleared once, before the loop."""


def train_epoch(model, opt, batches):
    model.train()
    opt.zero_grad()
    total, count = 0.0, 0
    for x, y in batches:
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        opt.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
