"""Returns early if the old one is at least as good, else clones each tensor of the state_dict."""

import torch


def keep_best(
    best: tuple[float, dict[str, torch.Tensor]] | None, metric: float, model: torch.nn.Module
) -> tuple[float, dict[str, torch.Tensor]]:
    if best is not None and best[0] >= metric:
        return best
    return metric, {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}
