"""Leaves for NumPy, computes 2 (p - t) / n in float64 there and comes back in the dtype of pred."""

import numpy as np
import torch


def mse_grad(pred: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError("shape mismatch")
    p = pred.detach().cpu().double().numpy()
    t = target.detach().cpu().double().numpy()
    g = np.asarray(2.0 * (p - t) / p.size)
    return torch.as_tensor(g).to(dtype=pred.dtype, device=pred.device)
