"""A loop over what is to be restored."""

import torch
from torch import nn


def _read(path):
    try:
        return torch.load(path, map_location={"cuda:%d" % i: "cpu" for i in range(64)} | {"cuda": "cpu"}, weights_only=True)
    except FileNotFoundError as error:
        raise FileNotFoundError(f"there is no checkpoint {path}") from error


def load_checkpoint(path: str, model: nn.Module, optimizer: torch.optim.Optimizer | None = None) -> int:
    checkpoint = _read(path)
    for part, key in ((model, "model"), (optimizer, "optimizer")):
        if part is not None:
            part.load_state_dict(checkpoint[key])
    return checkpoint["epoch"]
