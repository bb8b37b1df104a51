"""Through a buffer in memory, and pathlib."""

import io
from pathlib import Path

import torch
from torch import nn


def save_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    buffer = io.BytesIO()
    parts = {"model": model, "optimizer": optimizer}
    torch.save({name: part.state_dict() for name, part in parts.items()} | {"epoch": epoch}, buffer)
    Path(path).write_bytes(buffer.getvalue())
