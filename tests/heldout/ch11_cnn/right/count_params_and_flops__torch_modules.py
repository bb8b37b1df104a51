"""Builds the layers on the meta device, lets an image through, and counts."""

import torch
from torch import nn


def _module(layer: dict) -> nn.Module:
    kind = layer["kind"]
    if kind == "conv":
        return nn.Conv2d(
            layer["in"], layer["out"], tuple(layer["kernel"]), stride=tuple(layer["stride"]),
            padding=tuple(layer["padding"]), groups=layer["groups"], bias=bool(layer["bias"]), device="meta",
        )
    if kind == "linear":
        return nn.Linear(layer["in"], layer["out"], bias=bool(layer["bias"]), device="meta")
    return nn.Identity()


def count_params_and_flops(spec: list[dict[str, object]], size: tuple[int, int]) -> tuple[int, int]:
    params, flops = 0, 0
    size = list(size)
    for layer in spec:
        module = _module(layer)
        params += sum(p.numel() for p in module.parameters())
        if layer["kind"] in {"conv", "max_pool"}:
            for d in range(2):
                k, s, p = layer["kernel"][d], layer["stride"][d], layer["padding"][d]
                size[d] = (size[d] + 2 * p - k) // s + 1
        places = size[0] * size[1] if layer["kind"] == "conv" else 1
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            flops += 2 * module.weight.numel() * places
            if module.bias is not None:
                flops += module.bias.numel() * places
    return params, flops
