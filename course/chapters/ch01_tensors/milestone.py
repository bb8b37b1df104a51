"""Ten mean images, and how far real digits lie from them: a classifier of nothing but tensor operations."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from course.milestones.page import Page

USES = ("batch_stack", "reshape_batch", "standardize", "masked_mean", "add_bias", "gather_targets")
EPS = 1e-3


def draw(mine: Any, page: Page) -> Any:
    """A column a digit: the mean of its images, the test image that is most like it, the one that is least like it."""
    data = page.data("mnist")
    train, test = rows(mine, data["x_train"]), rows(mine, data["x_test"])
    means = torch.stack([mine.masked_mean(train.T, own(data["y_train"], digit, train)) for digit in range(10)])
    distances = squared_distances(mine, test, means)
    said, away = distances.argmin(dim=1), mine.gather_targets(distances, data["y_test"])
    right = float((said == data["y_test"]).float().mean())
    figure, axes = page.figure(3, 10, width=10, height=4.1)
    for digit in range(10):
        here = (data["y_test"] == digit).nonzero().flatten()
        nearest, farthest = here[away[here].argmin()], here[away[here].argmax()]
        show(axes[0, digit], means[digit], str(digit))
        show(axes[1, digit], test[nearest], f"{away[nearest] ** 0.5:.0f}")
        name = int(said[farthest])
        show(axes[2, digit], test[farthest], f"{away[farthest] ** 0.5:.0f} → {name}", wrong=name != digit)
    for ax, key in zip(axes[:, 0], ("mean", "nearest", "farthest"), strict=True):
        ax.set_ylabel(page.text(key), rotation=0, ha="right", va="center")
    page.see(right=f"{100 * right:.1f} %")
    return figure


def rows(mine: Any, images: Tensor) -> Tensor:
    """A row an image, brightness and contrast the same in all of them: (N, 784)."""
    return mine.standardize(mine.reshape_batch(mine.batch_stack(list(images))), dim=1, eps=EPS)


def own(y: Tensor, digit: int, train: Tensor) -> Tensor:
    """For each pixel, which images count: those of this digit."""
    return (y == digit).expand(train.shape[1], -1)


def squared_distances(mine: Any, x: Tensor, means: Tensor) -> Tensor:
    """|x - m|^2 = -2 x m + |m|^2 + |x|^2, with a bias for each column and then one for each row."""
    with_columns = mine.add_bias(-2 * x @ means.T, (means**2).sum(dim=1))
    return mine.add_bias(with_columns, (x**2).sum(dim=1, keepdim=True)).clamp(min=0)


def show(ax: Any, row: Tensor, title: str, *, wrong: bool = False) -> None:
    """An image without axes."""
    ax.imshow(row.reshape(28, 28).numpy(), cmap="gray_r")
    ax.set_title(title, loc="center", color="#d55e00" if wrong else "#333333")
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
