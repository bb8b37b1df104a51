"""Puts the pads on the left."""

import torch


def pad_collate(seqs, pad):
    longest = max(len(s) for s in seqs)
    padded = torch.full((len(seqs), longest), pad, dtype=seqs[0].dtype)
    mask = torch.zeros(len(seqs), longest, dtype=torch.bool)
    for i, s in enumerate(seqs):
        padded[i, longest - len(s) :] = s
        mask[i, longest - len(s) :] = True
    return padded, mask
