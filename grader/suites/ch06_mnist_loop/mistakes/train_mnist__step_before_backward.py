"""The optimiser steps before backward has run: with the gradients of the batch before."""


def train_mnist(model, batches, epochs, lr):
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    model.train()
    losses = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for x, y in batches:
            loss = F.cross_entropy(model(x), y)
            opt.step()
            opt.zero_grad()
            loss.backward()
            total += loss.item() * len(y)
            count += len(y)
        losses.append(total / count)
    return losses
