"""Pads in the list that came in."""

import torch


def pad_collate(seqs, pad):
    longest = max(len(s) for s in seqs)
    mask = torch.zeros(len(seqs), longest, dtype=torch.bool)
    for i in range(len(seqs)):
        mask[i, : len(seqs[i])] = True
        tail = torch.full((longest - len(seqs[i]),), pad, dtype=seqs[i].dtype)
        seqs[i] = torch.cat([seqs[i], tail])
    return torch.stack(seqs), mask
