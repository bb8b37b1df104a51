"""A small class that keeps the books."""

import torch
from torch import nn


class Ledger:
    def __init__(self, model):
        self.own = dict(model.state_dict())
        self.done = {}
        self.refused = []

    def offer(self, name, tensor):
        fits = name in self.own and list(self.own[name].shape) == list(tensor.shape)
        if not fits:
            self.refused.append(name)
        else:
            self.own[name].copy_(tensor.detach())
            self.done[name] = True

    @property
    def missing(self):
        return list(filter(lambda name: name not in self.done, self.own))


@torch.no_grad()
def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    ledger = Ledger(model)
    for name in state.keys():
        ledger.offer(name.replace("module.", "", 1) if name.startswith("module.") else name, state[name])
    return ledger.missing, ledger.refused
