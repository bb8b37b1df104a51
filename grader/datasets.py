"""Reads a data set's file into tensors: npz, gzipped csv of digits, safetensors; once a process."""

from __future__ import annotations

import csv
import gzip
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor


@lru_cache(maxsize=8)
def read(path: Path) -> dict[str, Tensor]:
    """The tensors of a data set by name; the caller must not change them."""
    if path.suffix == ".npz":
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        return {name: torch.from_numpy(a.astype(np.int64) if name.startswith("y") else a) for name, a in arrays.items()}
    if path.name.endswith(".csv.gz"):
        with gzip.open(path, "rt", encoding="ascii") as text:
            rows = torch.tensor([[int(cell) for cell in row] for row in csv.reader(text)])
        return {"images": rows[:, :-1].reshape(-1, 8, 8).float(), "labels": rows[:, -1].clone()}
    from safetensors.torch import load_file

    return {name: value.float() for name, value in load_file(path).items()}
