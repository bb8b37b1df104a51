"""The gradients are asked for and put in place by hand."""


def descend(model, optimizer, batches):
    losses = []
    for x, y in batches:
        loss = scale(((model(x) - y) ** 2).mean(), 0.5)
        parameters = list(model.parameters())
        for parameter, grad in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
            parameter.grad = grad
        optimizer.step()
        losses.append(float(loss))
    return losses
