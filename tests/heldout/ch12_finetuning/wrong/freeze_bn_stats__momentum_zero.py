"""Sets momentum to 0: the statistics stay, but in train mode the batch still normalises."""

import torch
from torch import nn


def freeze_bn_stats(model: torch.nn.Module) -> torch.nn.Module:
    for m in model.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)):
            m.momentum = 0.0
    return model
