"""Makes a table of zeros and writes the numbers in one by one."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    out = torch.zeros(len(rows), len(rows[0]))
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            out[i, j] = value
    return out
