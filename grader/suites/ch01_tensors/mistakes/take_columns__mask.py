"""A mask forgets order and repetition."""

import torch


def take_columns(x: torch.Tensor, columns: list[int]) -> torch.Tensor:
    wanted = torch.zeros(x.shape[1], dtype=torch.bool, device=x.device)
    wanted[columns] = True
    return x[:, wanted]
