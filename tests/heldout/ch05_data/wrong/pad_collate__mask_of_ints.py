"""A mask of 0 and 1, as tokenizers give it."""

import torch


def pad_collate(seqs, pad):
    longest = max(len(s) for s in seqs)
    padded = seqs[0].new_full((len(seqs), longest), pad)
    mask = torch.zeros(len(seqs), longest, dtype=torch.long)
    for i, s in enumerate(seqs):
        padded[i, : len(s)] = s
        mask[i, : len(s)] = 1
    return padded, mask
