"""Counts in a dict."""

import torch


def balanced_sampler_probs(y):
    counts = {}
    for label in y.tolist():
        counts[label] = counts.get(label, 0) + 1
    return torch.tensor([1 / len(counts) / counts[label] for label in y.tolist()])
