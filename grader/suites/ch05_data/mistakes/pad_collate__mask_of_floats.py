"""A mask of 1.0 and 0.0."""

import torch


def pad_collate(seqs: list[torch.Tensor], pad: float) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(seq) for seq in seqs)
    padded = seqs[0].new_full((len(seqs), longest), pad)
    mask = torch.zeros_like(padded, dtype=torch.bool)
    for row, seq in enumerate(seqs):
        padded[row, : len(seq)] = seq
        mask[row, : len(seq)] = True
    return padded, mask.float()
