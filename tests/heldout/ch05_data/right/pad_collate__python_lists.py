"""Through Python lists."""

import torch


def pad_collate(seqs: list[torch.Tensor], pad: float) -> tuple[torch.Tensor, torch.Tensor]:
    rows = [s.tolist() for s in seqs]
    width = 0
    for row in rows:
        width = max(width, len(row))
    padded = [row + [pad] * (width - len(row)) for row in rows]
    mask = [[j < len(row) for j in range(width)] for row in rows]
    return torch.tensor(padded, dtype=seqs[0].dtype), torch.tensor(mask, dtype=torch.bool)
