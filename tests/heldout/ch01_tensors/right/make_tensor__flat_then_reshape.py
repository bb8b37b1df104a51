"""Joins the rows to one long list, and cuts the tensor into rows again."""

import torch


def make_tensor(rows: list[list[float]]) -> torch.Tensor:
    flat = []
    for row in rows:
        flat.extend(float(v) for v in row)
    return torch.tensor(flat).float().reshape(len(rows), -1)
