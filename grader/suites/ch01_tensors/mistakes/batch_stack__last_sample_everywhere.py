"""One tensor is overwritten again and again."""

import torch


def batch_stack(samples: list[torch.Tensor]) -> torch.Tensor:
    row = torch.empty(samples[0].shape, device=samples[0].device)
    rows = []
    for sample in samples:
        row.copy_(sample)
        rows.append(row)
    return torch.stack(rows)
