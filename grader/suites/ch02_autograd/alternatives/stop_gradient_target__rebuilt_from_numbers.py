"""Takes the target out of torch altogether."""

import torch


def stop_gradient_target(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    numbers = torch.tensor(target.tolist(), dtype=pred.dtype, device=pred.device)
    return torch.stack([(p - t).pow(2) for p, t in zip(pred.flatten(), numbers.flatten(), strict=True)]).mean()
