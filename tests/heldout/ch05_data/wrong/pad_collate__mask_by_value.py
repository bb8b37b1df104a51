"""Finds the pads by their value."""

import torch


def pad_collate(seqs, pad):
    longest = max(len(s) for s in seqs)
    padded = torch.full((len(seqs), longest), pad, dtype=seqs[0].dtype)
    for i, s in enumerate(seqs):
        padded[i, : len(s)] = s
    return padded, padded != pad
