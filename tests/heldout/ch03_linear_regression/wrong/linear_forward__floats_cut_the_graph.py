"""Fills a fresh table with Python floats: right numbers, but autograd cannot see how they were made."""

import torch


def linear_forward(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    flat = x.reshape(-1, W.shape[1])
    table = torch.zeros(flat.shape[0], W.shape[0], dtype=x.dtype)
    for n in range(flat.shape[0]):
        for o in range(W.shape[0]):
            s = b[o].item()
            for i in range(W.shape[1]):
                s += flat[n, i].item() * W[o, i].item()
            table[n, o] = s
    return table.reshape(*x.shape[:-1], W.shape[0])
