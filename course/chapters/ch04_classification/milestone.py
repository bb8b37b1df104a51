"""Two classifiers on a map of real digits: where does a linear layer draw its borders, and where an MLP?"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from course.milestones.page import COLOURS, Page

USES = ("MyLinear", "MLP", "accuracy", "fit_with_optimizer", "log_softmax")
DIGITS = (0, 1, 4, 7)
STEPS = 200
FINE = 240


def draw(mine: Any, page: Page) -> Any:
    """The regions of both classifiers over the digits of the UCI set, each digit a point in the plane."""
    x, y = plane(page.data("digits"))
    known, held = torch.arange(len(y)) % 4 != 0, torch.arange(len(y)) % 4 == 0
    figure, axes = page.figure(1, 2, width=10, height=5.2, sharex=True, sharey=True)
    models = {"linear": mine.MyLinear(2, len(DIGITS)), "mlp": mine.MLP([2, 24, 24, len(DIGITS)], torch.tanh)}
    for ax, (name, model) in zip(axes, models.items(), strict=True):
        losses = train(mine, model, x[known], y[known])
        with torch.no_grad():
            right = mine.accuracy(model(x[held]), y[held])
        regions(ax, mine, model, x)
        for label, digit in enumerate(DIGITS):
            points = x[held][y[held] == label]
            ax.scatter(*points.T, s=14, color=COLOURS[label], edgecolor="white", linewidth=0.4, label=str(digit))
        share = f"{100 * right:.0f} %"
        ax.set_title(page.text(name, share=share, loss=f"{losses[-1]:.2f}"))
        page.see(**{name: share})
    axes[0].set_xlabel(page.text("first"))
    axes[1].set_xlabel(page.text("first"))
    axes[0].set_ylabel(page.text("second"))
    axes[1].legend(title=page.text("digit"), loc="upper right", frameon=True, framealpha=0.9)
    return figure


def plane(data: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Images of four digits as points: their two directions of largest variance; and which of the four they are."""
    chosen = torch.isin(data["labels"], torch.tensor(DIGITS))
    rows = data["images"][chosen].flatten(1) / 16
    centred = rows - rows.mean(dim=0)
    _, _, directions = torch.linalg.svd(centred, full_matrices=False)
    signs = torch.sign(directions[:2].sum(dim=1, keepdim=True))
    labels = torch.searchsorted(torch.tensor(DIGITS), data["labels"][chosen])
    return centred @ (directions[:2] * signs).T, labels


def train(mine: Any, model: nn.Module, x: Tensor, y: Tensor) -> list[float]:
    """The learner's own loop."""
    losses: list[float] = mine.fit_with_optimizer(model, torch.optim.Adam(model.parameters(), lr=0.02), x, y, STEPS)
    return losses


def regions(ax: Any, mine: Any, model: nn.Module, x: Tensor) -> None:
    """Colours the plane by the class that the model names, the paler the less it is sure of it."""
    from matplotlib.colors import to_rgb

    low, high = x.min(dim=0).values - 0.3, x.max(dim=0).values + 0.3
    across, up = torch.linspace(low[0], high[0], FINE), torch.linspace(low[1], high[1], FINE)
    grid = torch.stack(torch.meshgrid(across, up, indexing="xy"), dim=-1).reshape(-1, 2)
    with torch.no_grad():
        probabilities = mine.log_softmax(model(grid), dim=1).exp()
    colours = torch.tensor([to_rgb(COLOURS[label]) for label in range(len(DIGITS))])
    sure, said = probabilities.max(dim=1)
    strength = (0.1 + 0.35 * (sure - 1 / len(DIGITS)) / (1 - 1 / len(DIGITS)))[:, None]
    shade = (strength * colours[said] + (1 - strength)).reshape(FINE, FINE, 3).clamp(0, 1)
    extent = (float(low[0]), float(high[0]), float(low[1]), float(high[1]))
    ax.imshow(shade.numpy(), origin="lower", extent=extent, aspect="auto", interpolation="bilinear")
