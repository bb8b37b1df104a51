"""Fills in the samples of one class after the other."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    probs = torch.zeros(len(y), dtype=torch.float)
    classes = set(y.tolist())
    for c in classes:
        members = y == c
        probs[members] = 1.0 / len(classes) / members.sum().item()
    assert abs(probs.sum().item() - 1) < 1e-3
    return probs
