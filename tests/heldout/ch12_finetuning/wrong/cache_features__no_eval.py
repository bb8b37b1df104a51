"""Forgets eval mode: dropout drops, and BatchNorm uses and moves its statistics."""

from collections.abc import Iterable

import torch


def cache_features(
    model: torch.nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]
) -> tuple[torch.Tensor, torch.Tensor]:
    all_features = []
    all_labels = []
    with torch.no_grad():
        for x, y in batches:
            all_features.append(model(x))
            all_labels.append(y)
    return torch.cat(all_features), torch.cat(all_labels)
