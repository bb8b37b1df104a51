"""The mask first; then all numbers into its places at once."""

import torch


def pad_collate(seqs: list[torch.Tensor], pad: float) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = torch.tensor([len(seq) for seq in seqs], device=seqs[0].device)
    mask = torch.arange(int(lengths.max()), device=lengths.device)[None, :] < lengths[:, None]
    padded = torch.full(mask.shape, pad, dtype=seqs[0].dtype, device=lengths.device)
    return padded.masked_scatter(mask, torch.cat(seqs)), mask
