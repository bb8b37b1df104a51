"""Lists of numbers, put together at the end."""

import torch


def pad_collate(seqs, pad):
    width = 0
    for seq in seqs:
        if seq.shape[0] > width:
            width = seq.shape[0]
    rows, mask = [], []
    for seq in seqs:
        missing = width - seq.shape[0]
        rows.append(seq.tolist() + [pad] * missing)
        mask.append([True] * seq.shape[0] + [False] * missing)
    like = seqs[0]
    return torch.tensor(rows, dtype=like.dtype, device=like.device), torch.tensor(mask, device=like.device)
