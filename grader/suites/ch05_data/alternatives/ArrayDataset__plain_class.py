"""Any class with the two methods is a map-style data set."""

import torch


class ArrayDataset:
    def __init__(self, x: torch.Tensor, y: torch.Tensor) -> None:
        if len(x) != len(y):
            raise ValueError(f"{len(x)} != {len(y)}")
        self.x, self.y = x.clone(), y.clone()

    def __len__(self) -> int:
        return self.y.shape[0]

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        return self.x[index].detach().clone(), torch.tensor(self.y[index].tolist(), dtype=self.y.dtype)
