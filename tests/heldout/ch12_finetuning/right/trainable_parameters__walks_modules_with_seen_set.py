"""Walks the modules itself and remembers the ids it has met."""

import torch


def trainable_parameters(model: torch.nn.Module) -> list[str]:
    seen = set()
    result = []
    for prefix, module in model.named_modules():
        for key, p in module._parameters.items():
            if p is None or id(p) in seen:
                continue
            seen.add(id(p))
            full = f"{prefix}.{key}" if prefix else key
            if p.requires_grad:
                result.append(full)
    return result
