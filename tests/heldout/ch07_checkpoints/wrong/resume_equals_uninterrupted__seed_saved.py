"""Saves the seed of the generator, not its state."""

import os

import torch
import torch.nn.functional as F


def resume_equals_uninterrupted(path, model, optimizer, x, y, batch_size, epochs, generator):
    start = 0
    if os.path.exists(path):
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        model.load_state_dict(checkpoint["model"])
        optimizer.load_state_dict(checkpoint["optimizer"])
        generator.manual_seed(checkpoint["seed"])
        start = checkpoint["epoch"]
    losses = []
    for epoch in range(start, epochs):
        order = torch.randperm(len(x), generator=generator)
        total = 0.0
        for index in order.split(batch_size):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x[index]), y[index])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(index)
        losses.append(total / len(x))
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "seed": generator.initial_seed(),
                "epoch": epoch + 1,
            },
            path,
        )
    return losses
