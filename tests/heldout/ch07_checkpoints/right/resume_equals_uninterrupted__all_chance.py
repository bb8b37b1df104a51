"""Saves the global generator as well, which dropout draws from; atomic writing."""

import os
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn


def _restore(path, model, optimizer, generator):
    saved = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    generator.set_state(saved["order"])
    torch.set_rng_state(saved["global"])
    return saved["done"]


def _keep(path, model, optimizer, generator, done):
    saved = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "order": generator.get_state(),
        "global": torch.get_rng_state(),
        "done": done,
    }
    torch.save(saved, path + ".tmp")
    os.replace(path + ".tmp", path)


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
    done = _restore(path, model, optimizer, generator) if Path(path).is_file() else 0
    losses = []
    while done < epochs:
        summed = torch.zeros((), dtype=torch.float64)
        for index in torch.randperm(x.shape[0], generator=generator).split(batch_size):
            optimizer.zero_grad(set_to_none=True)
            loss = F.cross_entropy(model(x[index]), y[index])
            loss.backward()
            optimizer.step()
            summed += loss.detach().double() * index.numel()
        done += 1
        _keep(path, model, optimizer, generator, done)
        losses.append((summed / x.shape[0]).item())
    return losses
