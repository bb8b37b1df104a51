"""Trains `epochs` more epochs in every call."""

import os

import torch
import torch.nn.functional as F


def resume_equals_uninterrupted(path, model, optimizer, x, y, batch_size, epochs, generator):
    done = 0
    if os.path.exists(path):
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        model.load_state_dict(checkpoint["model"])
        optimizer.load_state_dict(checkpoint["optimizer"])
        generator.set_state(checkpoint["generator"])
        done = checkpoint["epoch"]
    losses = []
    for _ in range(epochs):
        order = torch.randperm(len(x), generator=generator)
        total = 0.0
        for index in order.split(batch_size):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x[index]), y[index])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(index)
        done += 1
        losses.append(total / len(x))
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "generator": generator.get_state(),
                "epoch": done,
            },
            path,
        )
    return losses
