"""torch.zeros makes float32, and everything becomes float32."""

import torch


def pad_collate(seqs, pad):
    longest = max(len(s) for s in seqs)
    padded = torch.zeros(len(seqs), longest) + pad
    mask = torch.zeros(len(seqs), longest, dtype=torch.bool)
    for i, s in enumerate(seqs):
        padded[i, : len(s)] = s
        mask[i, : len(s)] = True
    return padded, mask
