"""The batch is the second dimension, as in old recurrent networks."""

import torch


def pad_collate(seqs, pad):
    longest = max(len(s) for s in seqs)
    padded = seqs[0].new_full((longest, len(seqs)), pad)
    mask = torch.zeros(longest, len(seqs), dtype=torch.bool)
    for i, s in enumerate(seqs):
        padded[: len(s), i] = s
        mask[: len(s), i] = True
    return padded, mask
