"""Clones and overwrites the chosen images."""

import torch


def augment(x: torch.Tensor, train: bool, seed: int) -> torch.Tensor:
    out = x.clone()
    if train:
        generator = torch.Generator(device="cpu")
        generator.manual_seed(seed)
        chosen = torch.bernoulli(torch.full((len(x),), 0.5), generator=generator).bool()
        out[chosen] = out[chosen].flip(dims=(3,))
    return out
