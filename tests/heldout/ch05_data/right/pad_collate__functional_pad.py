"""F.pad and stack, twice."""

import torch
import torch.nn.functional as F


def pad_collate(seqs: list[torch.Tensor], pad: float) -> tuple[torch.Tensor, torch.Tensor]:
    width = max(s.shape[0] for s in seqs)
    padded = torch.stack([F.pad(s, (0, width - s.shape[0]), value=pad) for s in seqs])
    real = torch.stack([F.pad(torch.ones_like(s, dtype=torch.bool), (0, width - len(s)), value=False) for s in seqs])
    return padded, real
