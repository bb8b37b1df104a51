"""Sorts by length first, as packing once required."""

import torch


def pad_collate(seqs, pad):
    seqs = sorted(seqs, key=len, reverse=True)
    longest = len(seqs[0])
    padded = seqs[0].new_full((len(seqs), longest), pad)
    mask = torch.zeros(len(seqs), longest, dtype=torch.bool)
    for i, s in enumerate(seqs):
        padded[i, : len(s)] = s
        mask[i, : len(s)] = True
    return padded, mask
