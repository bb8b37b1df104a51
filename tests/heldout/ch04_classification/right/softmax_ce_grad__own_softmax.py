"""Works the probabilities out by hand, row by row."""

import torch


def softmax_ce_grad(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    rows = []
    for row, label in zip(logits, y.tolist()):
        e = (row - row.max()).exp()
        p = e / e.sum()
        p[label] = p[label] - 1
        rows.append(p / len(logits))
    return torch.stack(rows)
