"""Thinks of tokens only."""

import torch


def pad_collate(seqs, pad):
    longest = max(len(s) for s in seqs)
    padded = torch.full((len(seqs), longest), int(pad), dtype=torch.long)
    mask = torch.zeros_like(padded, dtype=torch.bool)
    for i, s in enumerate(seqs):
        padded[i, : len(s)] = s
        mask[i, : len(s)] = 1
    return padded, mask
