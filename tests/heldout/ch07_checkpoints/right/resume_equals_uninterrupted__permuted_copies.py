"""Permutes x and y as a whole and cuts them; tries to open the file."""

import torch
import torch.nn.functional as F
from torch import nn


def resume_equals_uninterrupted(
    path: str,
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: torch.Tensor,
    y: torch.Tensor,
    batch_size: int,
    epochs: int,
    generator: torch.Generator,
) -> list[float]:
    try:
        state = torch.load(path, weights_only=True)
    except FileNotFoundError:
        first = 1
    else:
        for part, key in ((model, "m"), (optimizer, "o")):
            part.load_state_dict(state[key])
        generator.set_state(state["g"])
        first = state["last"] + 1

    means = []
    for number in range(first, epochs + 1):
        order = torch.randperm(y.size(0), generator=generator)
        losses = []
        for bx, by in zip(torch.split(x[order], batch_size), torch.split(y[order], batch_size)):
            each = F.cross_entropy(model(bx), by, reduction="none")
            optimizer.zero_grad()
            each.mean().backward()
            optimizer.step()
            losses.extend(each.tolist())
        means.append(sum(losses) / len(losses))
        torch.save({"m": model.state_dict(), "o": optimizer.state_dict(), "g": generator.get_state(), "last": number}, path)
    return means
