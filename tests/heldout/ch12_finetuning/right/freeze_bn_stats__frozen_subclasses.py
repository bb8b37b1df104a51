"""Swaps the class of each BatchNorm for a subclass whose train() keeps eval mode."""

import torch


class _StaysInEval:
    def train(self, mode: bool = True):
        return super().train(False)


class _Frozen1d(_StaysInEval, torch.nn.BatchNorm1d):
    pass


class _Frozen2d(_StaysInEval, torch.nn.BatchNorm2d):
    pass


class _Frozen3d(_StaysInEval, torch.nn.BatchNorm3d):
    pass


_FROZEN = {
    torch.nn.BatchNorm1d: _Frozen1d,
    torch.nn.BatchNorm2d: _Frozen2d,
    torch.nn.BatchNorm3d: _Frozen3d,
}


def freeze_bn_stats(model: torch.nn.Module) -> torch.nn.Module:
    for module in model.modules():
        if type(module) in _FROZEN:
            module.__class__ = _FROZEN[type(module)]
            module.eval()
    return model
