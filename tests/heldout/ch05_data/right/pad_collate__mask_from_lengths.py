"""The mask from a comparison with the lengths; the values are put where it is True."""

import torch


def pad_collate(seqs: list[torch.Tensor], pad: float) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = torch.tensor([s.numel() for s in seqs])
    mask = torch.arange(int(lengths.max()))[None, :] < lengths[:, None]
    padded = seqs[0].new_full(mask.shape, pad)
    padded[mask] = torch.cat(seqs)
    return padded, mask
