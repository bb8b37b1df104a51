"""Only calls eval() on the BatchNorms; the next model.train() undoes it."""

import torch
from torch import nn


def freeze_bn_stats(model: torch.nn.Module) -> torch.nn.Module:
    for m in model.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            m.eval()
    return model
