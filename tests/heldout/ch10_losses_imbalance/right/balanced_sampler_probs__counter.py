"""Counts with a Counter."""

from collections import Counter

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    labels = y.tolist()
    counts = Counter(labels)
    return torch.tensor([1 / (len(counts) * counts[label]) for label in labels], dtype=torch.float32)
