"""Updates a copy of the whole state and loads that strictly."""

import re
from collections import OrderedDict

import torch
from torch import nn


def load_partial(state: dict[str, torch.Tensor], model: nn.Module) -> tuple[list[str], list[str]]:
    renamed = OrderedDict((re.sub(r"^module\.", "", name), tensor) for name, tensor in state.items())
    whole = OrderedDict(model.state_dict())
    fits = {n: t for n, t in renamed.items() if n in whole and tuple(t.shape) == tuple(whole[n].shape)}
    missing = [n for n in whole if n not in fits]
    unexpected = [n for n in renamed if n not in fits]
    whole.update(fits)
    model.load_state_dict(whole)
    return missing, unexpected
