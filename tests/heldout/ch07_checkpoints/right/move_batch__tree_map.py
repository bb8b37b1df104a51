"""torch's own tree_map."""

import torch
from torch.utils._pytree import tree_map


def move_batch(batch: object, device: torch.device) -> object:
    return tree_map(lambda leaf: leaf.to(device) if isinstance(leaf, torch.Tensor) else leaf, batch)
