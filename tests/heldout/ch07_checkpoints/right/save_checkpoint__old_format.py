"""The format before zip files; removes the old file first."""

import os

import torch
from torch import nn


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    if os.path.isfile(path):
        os.remove(path)
    torch.save(
        {"epoch": epoch, "model": model.state_dict(), "optimizer": optimizer.state_dict()},
        path,
        _use_new_zipfile_serialization=False,
    )
