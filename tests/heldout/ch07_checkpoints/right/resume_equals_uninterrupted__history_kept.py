"""Keeps the history in the file and returns its new part."""

import os.path

import torch
from torch import nn


def resume_equals_uninterrupted(
    path: str,
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: torch.Tensor,
    y: torch.Tensor,
    batch_size: int,
    epochs: int,
    generator: torch.Generator,
) -> list[float]:
    criterion = nn.CrossEntropyLoss()
    history = []
    if os.path.isfile(path):
        d = torch.load(path, map_location=x.device, weights_only=True)
        model.load_state_dict(d["model_state_dict"])
        optimizer.load_state_dict(d["optimizer_state_dict"])
        generator.set_state(d["generator_state"].cpu())
        torch.set_rng_state(d["torch_state"].cpu())
        history = list(d["history"])
    before = len(history)
    num = x.size()[0]
    while len(history) < epochs:
        perm = torch.randperm(num, generator=generator)
        running = 0.0
        i = 0
        while i < num:
            idx = perm[i : i + batch_size].to(x.device)
            optimizer.zero_grad()
            loss = criterion(model(x.index_select(0, idx)), y.index_select(0, idx))
            loss.backward()
            optimizer.step()
            running += loss.item() * idx.size(0)
            i += batch_size
        history.append(running / num)
        d = {}
        d["model_state_dict"] = model.state_dict()
        d["optimizer_state_dict"] = optimizer.state_dict()
        d["generator_state"] = generator.get_state()
        d["torch_state"] = torch.get_rng_state()
        d["history"] = history
        torch.save(d, path)
    return history[before:]
