"""With torch's own pooling and linear."""

import torch.nn.functional as F


def global_avg_pool_head(x, weight, bias):
    return F.linear(F.adaptive_avg_pool2d(x, 1).flatten(1), weight, bias)
