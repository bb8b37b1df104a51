"""Remembers only model.training and calls model.train(was_training), which sets all submodules alike."""

from collections.abc import Iterable

import torch


def cache_features(
    model: torch.nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]
) -> tuple[torch.Tensor, torch.Tensor]:
    was_training = model.training
    model.eval()
    all_features = []
    all_labels = []
    with torch.no_grad():
        for x, y in batches:
            all_features.append(model(x))
            all_labels.append(y)
    model.train(was_training)
    return torch.cat(all_features), torch.cat(all_labels)
