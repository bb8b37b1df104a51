"""Pads within the caller's list."""

import torch


def pad_collate(seqs: list[torch.Tensor], pad: float) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(seq) for seq in seqs)
    mask = torch.tensor([[place < len(seq) for place in range(longest)] for seq in seqs], dtype=torch.bool)
    for row, seq in enumerate(seqs):
        seqs[row] = torch.cat([seq, seq.new_full((longest - len(seq),), pad)])
    return torch.stack(seqs), mask
