"""Makes one Adam and collects what train_epoch returns in a list comprehension."""

from collections.abc import Iterable

import torch
from train import train_epoch


def train_mnist(
    model: torch.nn.Module,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    epochs: int,
    lr: float,
) -> list[float]:
    opt = torch.optim.Adam([{"params": list(model.parameters())}], lr=lr)
    return [train_epoch(model, opt, batches) for _ in range(epochs)]
