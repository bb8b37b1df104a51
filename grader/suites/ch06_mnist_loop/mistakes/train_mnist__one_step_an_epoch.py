"""The gradients of all batches are collected and the optimiser steps once an epoch."""


def train_mnist(model, batches, epochs, lr):
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    model.train()
    losses = []
    for _ in range(epochs):
        total, count = 0.0, 0
        opt.zero_grad()
        for x, y in batches:
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            total += loss.item() * len(y)
            count += len(y)
        opt.step()
        losses.append(total / count)
    return losses
