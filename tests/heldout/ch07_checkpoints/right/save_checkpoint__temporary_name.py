"""Writes under another name first."""

import os

import torch
from torch import nn


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    checkpoint = dict(model=model.state_dict(), optimizer=optimizer.state_dict(), epoch=epoch)
    temporary = path + ".part"
    with open(temporary, "wb") as file:
        torch.save(checkpoint, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
