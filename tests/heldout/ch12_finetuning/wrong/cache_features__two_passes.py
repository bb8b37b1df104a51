"""Goes over the batches twice, once for the features and once for the labels."""

from collections.abc import Iterable

import torch


def cache_features(
    model: torch.nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]
) -> tuple[torch.Tensor, torch.Tensor]:
    modes = [(m, m.training) for m in model.modules()]
    model.eval()
    with torch.no_grad():
        features = torch.cat([model(x) for x, _ in batches])
        labels = torch.cat([y for _, y in batches])
    for m, mode in modes:
        m.training = mode
    return features, labels
