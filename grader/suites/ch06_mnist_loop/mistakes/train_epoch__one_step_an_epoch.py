"""The gradients of all batches are collected and the optimiser steps once, at the end."""


def train_epoch(model, opt, batches):
    model.train()
    total, count = 0.0, 0
    opt.zero_grad()
    for x, y in batches:
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        total += loss.item() * len(y)
        count += len(y)
    opt.step()
    return total / count
