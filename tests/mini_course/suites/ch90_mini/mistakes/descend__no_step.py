"""The optimiser makes no step."""


def descend(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = scale((model(x) - y).square().mean(), 0.5)
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    return losses
