"""The first sequence decides the width."""

import torch


def pad_collate(seqs: list[torch.Tensor], pad: float) -> tuple[torch.Tensor, torch.Tensor]:
    longest = len(seqs[0])
    padded = seqs[0].new_full((len(seqs), longest), pad)
    mask = torch.zeros_like(padded, dtype=torch.bool)
    for row, seq in enumerate(seqs):
        part = seq[:longest]
        padded[row, : len(part)] = part
        mask[row, : len(part)] = True
    return padded, mask
