"""The optimiser steps before backward has run: with the gradients of the batch before."""


def train_step(model, opt, x, y):
    loss = F.cross_entropy(model(x), y)
    opt.step()
    opt.zero_grad()
    loss.backward()
    return loss.item()
