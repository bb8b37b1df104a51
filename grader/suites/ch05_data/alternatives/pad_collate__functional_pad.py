"""F.pad on each, the mask by comparing places with lengths."""

import torch
import torch.nn.functional as F


def pad_collate(seqs: list[torch.Tensor], pad: float) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = torch.tensor([seq.numel() for seq in seqs])
    width = int(lengths.max())
    rows = [F.pad(seq, (0, width - seq.numel()), value=pad) for seq in seqs]
    mask = torch.arange(width).expand(len(seqs), width) < lengths[:, None]
    return torch.stack(rows), mask.to(seqs[0].device)
