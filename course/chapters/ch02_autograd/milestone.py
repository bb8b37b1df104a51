"""Downhill by the learner's own gradients; and how exact a measured gradient can be."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from course.milestones.page import COLOURS, Page

USES = ("grad_of", "numeric_grad", "inplace_update")
LR, STEPS = 0.012, 60
VALLEYS = torch.tensor([[3.0, 2.0], [-2.805118, 3.131312], [-3.779310, -3.283186], [3.584428, -1.848126]])
EPS = [10.0 ** (power / 2) for power in range(-22, 1)]


def draw(mine: Any, page: Page) -> Any:
    """Forty walks into four valleys on the left; the error of central differences for many eps on the right."""
    figure, (hills, errors) = page.figure(1, 2, width=11, height=5, width_ratios=(1.1, 1))
    contours(hills)
    reached = [descend(mine, start, hills) for start in starts()]
    for valley in VALLEYS:
        hills.plot(*valley, marker="*", color="black", markersize=11)
    hills.set_title(page.text("hills", count=len(reached)))
    hills.set_xlabel("$x_1$")
    hills.set_ylabel("$x_2$")
    found = [error(mine, eps) for eps in EPS]
    errors.loglog(EPS, found, marker="o", markersize=4, color=COLOURS[0])
    best = min(range(len(EPS)), key=lambda index: found[index])
    errors.axvline(EPS[best], color="#999999", linewidth=1, linestyle=":")
    errors.set_title(page.text("errors"))
    errors.set_xlabel("eps")
    errors.set_ylabel(page.text("error"))
    errors.text(0.03, 0.96, page.text("digits"), transform=errors.transAxes, va="top", color="#555555")
    errors.text(0.97, 0.16, page.text("curve"), transform=errors.transAxes, ha="right", color="#555555")
    page.see(valleys=len(set(reached) - {-1}), best=f"{EPS[best]:.0e}", error=f"{found[best]:.0e}")
    return figure


def height(x: Tensor) -> Tensor:
    """Himmelblau's function: four minima, all of height 0."""
    return (x[..., 0] ** 2 + x[..., 1] - 11) ** 2 + (x[..., 0] + x[..., 1] ** 2 - 7) ** 2


def contours(ax: Any) -> None:
    """Lines of equal height."""
    x, y = torch.meshgrid(torch.linspace(-5.2, 5.2, 240), torch.linspace(-5.2, 5.2, 240), indexing="xy")
    levels = [2.0, 8, 20, 40, 70, 110, 160, 230, 330, 460]
    z = height(torch.stack([x, y], dim=-1))
    ax.contour(x.numpy(), y.numpy(), z.numpy(), levels=levels, cmap="Greys", linewidths=0.8, vmin=-200, vmax=500)
    ax.set_xlim(-5.2, 5.2)
    ax.set_ylim(-5.2, 5.2)


def starts() -> list[Tensor]:
    """Points around the rim and in the middle."""
    angles = torch.arange(28) / 28 * 2 * torch.pi
    rim = 4.6 * torch.stack([angles.cos(), angles.sin()], dim=1)
    middle = 1.1 * torch.stack([angles[::3].cos(), angles[::3].sin()], dim=1) - 0.2
    return list(torch.cat([rim, middle]))


def descend(mine: Any, start: Tensor, ax: Any) -> int:
    """Draws a walk by the learner's gradient and step, and says in which valley it ended; -1 for none."""
    w = start.clone()
    path = [w.clone()]
    for _ in range(STEPS):
        mine.inplace_update(w, mine.grad_of(height, w), LR)
        path.append(w.clone())
    away = (VALLEYS - w).norm(dim=1)
    valley = int(away.argmin()) if float(away.min()) < 0.5 else -1
    ax.plot(*torch.stack(path).T, color=COLOURS[valley], linewidth=1.1, marker="o", markersize=2)
    return valley


def error(mine: Any, eps: float) -> float:
    """How far the learner's measured gradient lies from the one by autograd, relative to it, in float64."""
    x = torch.tensor([1.3, -0.7], dtype=torch.float64)

    def wave(x: Tensor) -> Tensor:
        return (x.sin() * x.exp()).sum()

    exact = mine.grad_of(wave, x)
    return max(float((mine.numeric_grad(wave, x, eps) - exact).norm() / exact.norm()), 1e-17)
