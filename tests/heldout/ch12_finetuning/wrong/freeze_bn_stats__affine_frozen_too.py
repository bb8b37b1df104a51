"""Keeps the BatchNorms in eval mode, but freezes their weight and bias as well."""

import torch


def freeze_bn_stats(model: torch.nn.Module) -> torch.nn.Module:
    for m in model.modules():
        if isinstance(m, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.BatchNorm3d)):
            m.eval()
            for p in m.parameters():
                p.requires_grad = False
            m.train = lambda mode=True, m=m: m
    return model
