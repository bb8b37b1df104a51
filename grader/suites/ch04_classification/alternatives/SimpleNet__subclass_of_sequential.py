"""An nn.Sequential whose layers have names; its forward is inherited."""

from collections import OrderedDict

import torch


class SimpleNet(torch.nn.Sequential):
    def __init__(self, in_features: int, hidden: int, classes: int) -> None:
        fc1, fc2 = torch.nn.Linear(in_features, hidden), torch.nn.Linear(hidden, classes)
        super().__init__(OrderedDict([("fc1", fc1), ("relu", torch.nn.ReLU(inplace=True)), ("fc2", fc2)]))
