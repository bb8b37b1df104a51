"""Indexes the counts of the classes that occur by the labels themselves."""

import torch


def balanced_sampler_probs(y: torch.Tensor) -> torch.Tensor:
    classes, counts = torch.unique(y, return_counts=True)
    return (1.0 / (len(classes) * counts.float()))[y]
