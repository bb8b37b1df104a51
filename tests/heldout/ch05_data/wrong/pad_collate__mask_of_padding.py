"""True where it was filled up, as nn.Transformer wants it."""

import torch


def pad_collate(seqs, pad):
    longest = max(len(s) for s in seqs)
    padded = torch.full((len(seqs), longest), pad, dtype=seqs[0].dtype)
    mask = torch.ones(len(seqs), longest, dtype=torch.bool)
    for i, s in enumerate(seqs):
        padded[i, : len(s)] = s
        mask[i, : len(s)] = False
    return padded, mask
