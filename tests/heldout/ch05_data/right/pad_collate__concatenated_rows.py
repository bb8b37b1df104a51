"""Each row is the sequence with a tail of pads."""

import torch


def pad_collate(seqs: list[torch.Tensor], pad: float) -> tuple[torch.Tensor, torch.Tensor]:
    width = sorted(len(s) for s in seqs)[-1]
    rows, masks = [], []
    for s in seqs:
        missing = width - len(s)
        rows.append(torch.cat((s, s.new_full((missing,), pad))))
        masks.append(torch.cat((s.new_ones(len(s)), s.new_zeros(missing))).bool())
    return torch.vstack(rows), torch.vstack(masks)
