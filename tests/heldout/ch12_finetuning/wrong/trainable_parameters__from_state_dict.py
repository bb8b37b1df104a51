"""Asks the tensors of state_dict() for requires_grad; they are detached, so the list is always empty."""

import torch


def trainable_parameters(model: torch.nn.Module) -> list[str]:
    return [name for name, value in model.state_dict().items() if value.requires_grad]
