"""Linear regression paints the lower half of a digit from the upper one."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from course.milestones.page import COLOURS, Page

USES = ("fit_linear", "linear_forward", "mse_loss")
TRAINED, HELD, SHOWN = 3000, 500, 10
STAGES = [1, 2, 4, 8, 15, 30, 60, 120, 240, 480]
LR = 6.0


def draw(mine: Any, page: Page) -> Any:
    """Ten digits that were not trained on: as they are, and with the lower half as it was predicted; the loss."""
    data = page.data("mnist")
    upper, lower = halves(data["x_train"][:TRAINED])
    held_upper, held_lower = halves(data["x_test"][:HELD])
    W, b = torch.zeros(lower.shape[1], upper.shape[1]), torch.zeros(lower.shape[1])
    losses: dict[str, list[float]] = {"train": [], "held": []}
    before = 0
    for steps in STAGES:
        W, b = mine.fit_linear(upper, lower, W, b, LR, steps - before)
        before = steps
        losses["train"].append(float(mine.mse_loss(mine.linear_forward(upper, W, b), lower)))
        losses["held"].append(float(mine.mse_loss(mine.linear_forward(held_upper, W, b), held_lower)))
    painted = mine.linear_forward(held_upper, W, b)
    plain = float(mine.mse_loss(lower.mean(dim=0).expand_as(held_lower), held_lower))
    figure, axes = page.figure(3, SHOWN, width=11, height=5.6, height_ratios=(1, 1, 2.1))
    chosen = [int((data["y_test"][:HELD] == digit).nonzero()[0]) for digit in range(SHOWN)]
    for column, index in enumerate(chosen):
        show(axes[0, column], held_upper[index], held_lower[index])
        show(axes[1, column], held_upper[index], painted[index])
    axes[0, 0].set_ylabel(page.text("true"), rotation=0, ha="right", va="center")
    axes[1, 0].set_ylabel(page.text("painted"), rotation=0, ha="right", va="center")
    for ax in axes[2]:
        ax.remove()
    curve(figure.add_subplot(axes[2, 0].get_gridspec()[2, :]), losses, plain, page)
    page.see(steps=STAGES[-1], held=f"{losses['held'][-1]:.4f}", plain=f"{plain:.4f}")
    return figure


def halves(images: Tensor) -> tuple[Tensor, Tensor]:
    """Images of 14 x 14 pixels from 0 to 1, cut across: two matrices of 98 columns."""
    small = F.avg_pool2d(images[:, None].float() / 255, 2)[:, 0]
    return small[:, :7].flatten(1), small[:, 7:].flatten(1)


def show(ax: Any, upper: Tensor, lower: Tensor) -> None:
    """Both halves, with a line between them."""
    ax.imshow(torch.cat([upper, lower]).reshape(14, 14).numpy(), cmap="gray_r", vmin=0, vmax=1)
    ax.axhline(6.5, color=COLOURS[1], linewidth=1)
    ax.set_xticks([])
    ax.set_yticks([])


def curve(ax: Any, losses: dict[str, list[float]], plain: float, page: Page) -> None:
    """The loss after so many steps; a line for who paints the mean of all lower halves."""
    for name, colour in (("train", COLOURS[0]), ("held", COLOURS[1])):
        ax.plot(STAGES, losses[name], marker="o", markersize=4, color=colour, label=page.text(name))
    ax.axhline(plain, color="#999999", linestyle=":", linewidth=1.2, label=page.text("mean"))
    ax.set_xscale("log")
    ax.set_xticks(STAGES, [str(steps) for steps in STAGES])
    ax.minorticks_off()
    ax.set_xlabel(page.text("steps"))
    ax.set_ylabel(page.text("loss"))
    ax.legend()
