"""Fills two tensors and writes into them."""

import torch


def pad_collate(seqs, pad):
    longest = max(len(s) for s in seqs)
    padded = torch.full((len(seqs), longest), pad, dtype=seqs[0].dtype)
    mask = torch.zeros(len(seqs), longest, dtype=torch.bool)
    for i, s in enumerate(seqs):
        padded[i, : len(s)] = s
        mask[i, : len(s)] = True
    return padded, mask
