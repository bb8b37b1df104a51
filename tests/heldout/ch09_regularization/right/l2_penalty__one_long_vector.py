"""All elements in one vector, times itself."""

import torch


def l2_penalty(params, skip_bias: bool) -> torch.Tensor:
    vectors = [p.reshape(-1) for p in params if not (skip_bias and len(p.shape) < 2)]
    if not vectors:
        return torch.tensor(0.0)
    flat = torch.cat(vectors)
    return flat @ flat
