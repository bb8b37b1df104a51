"""Makes a list of (features, labels) pairs under a decorator, then unzips it."""

from collections.abc import Iterable

import torch


@torch.no_grad()
def cache_features(
    model: torch.nn.Module, batches: Iterable[tuple[torch.Tensor, torch.Tensor]]
) -> tuple[torch.Tensor, torch.Tensor]:
    modules = list(model.modules())
    before = [module.training for module in modules]
    model.eval()
    pairs = [(model(x).detach(), y) for x, y in batches]
    for module, mode in zip(modules, before):
        module.training = mode
    features, labels = zip(*pairs)
    return torch.cat(features, dim=0), torch.cat(labels, dim=0)
