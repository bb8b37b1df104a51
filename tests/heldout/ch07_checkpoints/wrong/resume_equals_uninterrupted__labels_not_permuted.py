"""Permutes the inputs and forgets the labels."""

import os

import torch
import torch.nn.functional as F


def resume_equals_uninterrupted(path, model, optimizer, x, y, batch_size, epochs, generator):
    start = 0
    if os.path.exists(path):
        checkpoint = torch.load(path, map_location="cpu", weights_only=True)
        model.load_state_dict(checkpoint["model"])
        optimizer.load_state_dict(checkpoint["optimizer"])
        generator.set_state(checkpoint["generator"])
        start = checkpoint["epoch"]
    losses = []
    for epoch in range(start, epochs):
        x = x[torch.randperm(len(x), generator=generator)]
        total = 0.0
        for i in range(0, len(x), batch_size):
            xb, yb = x[i : i + batch_size], y[i : i + batch_size]
            optimizer.zero_grad()
            loss = F.cross_entropy(model(xb), yb)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(xb)
        losses.append(total / len(x))
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "generator": generator.get_state(),
                "epoch": epoch + 1,
            },
            path,
        )
    return losses
