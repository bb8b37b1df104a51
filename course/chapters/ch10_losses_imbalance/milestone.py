"""Digits of which two are rare: what a network says of them without and with the learner's class weights."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course.milestones.page import COLOURS, Page

USES = ("weighted_ce", "class_weights", "confusion_and_f1")
RARE, FEW, MANY = (3, 8), 12, 400
STEPS = 60


def draw(mine: Any, page: Page) -> Any:
    """The confusion of both networks, row by row in per cent, and the F1 of every digit."""
    data = page.data("mnist")
    x, y = lopsided(data)
    test_x, test_y = rows(data["x_test"]), data["y_test"]
    weights = mine.class_weights(y.bincount(minlength=10))
    figure, axes = page.figure(1, 3, width=12.5, height=4.6, width_ratios=(1, 1, 1.1))
    scores = {}
    for ax, name in zip(axes, ("plain", "weighted"), strict=False):
        model = learn(mine, x, y, weights if name == "weighted" else None)
        with torch.no_grad():
            said = model(test_x).argmax(dim=1)
        matrix, f1, macro = mine.confusion_and_f1(said, test_y, 10)
        scores[name] = f1
        heat(ax, matrix, page.text(name, macro=f"{macro:.2f}"), page)
        found = sum(int(matrix[digit, digit]) for digit in RARE) / sum(int(matrix[digit].sum()) for digit in RARE)
        page.see(**{name: f"{macro:.2f}", f"{name}_found": f"{100 * found:.0f} %"})
    bars(axes[2], scores, page)
    page.see(few=FEW, many=MANY)
    return figure


def rows(images: Tensor) -> Tensor:
    """Rows of mean 0."""
    return (images.flatten(1).float() / 255 - 0.1307) / 0.3081


def lopsided(data: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Many images of each digit, few of the rare ones."""
    kept = [(data["y_train"] == digit).nonzero().flatten()[: FEW if digit in RARE else MANY] for digit in range(10)]
    chosen = torch.cat(kept)
    return rows(data["x_train"][chosen]), data["y_train"][chosen]


def learn(mine: Any, x: Tensor, y: Tensor, weights: Tensor | None) -> nn.Module:
    """A network trained on all of them at once, by the learner's loss where there are weights."""
    torch.manual_seed(10)
    model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for _ in range(STEPS):
        optimizer.zero_grad()
        logits = model(x)
        loss = F.cross_entropy(logits, y) if weights is None else mine.weighted_ce(logits, y, weights)
        loss.backward()
        optimizer.step()
    return model


def heat(ax: Any, matrix: Tensor, title: str, page: Page) -> None:
    """Row i: of 100 images of digit i, how many are called what."""
    share = 100 * matrix / matrix.sum(dim=1, keepdim=True).clamp(min=1)
    ax.imshow(share.numpy(), cmap="Blues", vmin=0, vmax=100)
    for true in range(10):
        for said in range(10):
            if share[true, said] >= 5:
                colour = "white" if share[true, said] > 55 else "#333333"
                ax.text(said, true, f"{share[true, said]:.0f}", ha="center", va="center", fontsize=7.5, color=colour)
    ax.set_xticks(range(10))
    ax.set_yticks(range(10))
    for digit in RARE:
        ax.get_yticklabels()[digit].set_color(COLOURS[1])
        ax.get_yticklabels()[digit].set_fontweight("bold")
    ax.set_title(title)
    ax.set_xlabel(page.text("said"))
    ax.set_ylabel(page.text("true"))


def bars(ax: Any, scores: dict[str, Tensor], page: Page) -> None:
    """F1 of every digit, side by side."""
    for place, (name, colour) in enumerate((("plain", COLOURS[6]), ("weighted", COLOURS[0]))):
        at = [digit + 0.4 * place - 0.2 for digit in range(10)]
        ax.bar(at, scores[name].tolist(), width=0.38, color=colour, label=page.text(f"{name}_bar"))
    ax.set_xticks(range(10))
    for digit in RARE:
        ax.get_xticklabels()[digit].set_color(COLOURS[1])
        ax.get_xticklabels()[digit].set_fontweight("bold")
    ax.set_ylim(0, 1.15)
    ax.set_title(page.text("f1"))
    ax.set_xlabel(page.text("digit"))
    ax.legend(loc="upper left", ncols=2)
