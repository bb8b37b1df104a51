"""Gradients of earlier batches stay."""


def descend(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = scale((model(x) - y).square().mean(), 0.5)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
