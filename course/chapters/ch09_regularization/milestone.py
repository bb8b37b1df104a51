"""A network that learns 300 digits by heart, and the same one held back by dropout, an L2 penalty and soft labels."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course.milestones.page import COLOURS, Page

USES = ("diagnose", "l2_penalty", "dropout", "label_smoothing_ce")
SAMPLES, HIDDEN, EPOCHS, BATCH = 300, 256, 50, 30
GOOD, GAP = 0.35, 0.05


def draw(mine: Any, page: Page) -> Any:
    """Training and validation loss of both, with the word that the learner's `diagnose` has for them."""
    data = page.data("mnist")
    train, val = part(data, "train", SAMPLES), part(data, "test", 1000)
    figure, axes = page.figure(1, 2, width=11, height=4.8, sharey=True)
    for ax, name in zip(axes, ("plain", "held"), strict=True):
        curves, right = learn(mine, train, val, held_back=name == "held")
        word = mine.diagnose(curves["train"], curves["val"], GOOD, GAP)
        epochs = range(1, EPOCHS + 1)
        ax.plot(epochs, curves["train"], color=COLOURS[0], label=page.text("train"))
        ax.plot(epochs, curves["val"], color=COLOURS[1], label=page.text("val"))
        ax.fill_between(epochs, curves["train"], curves["val"], color=COLOURS[1], alpha=0.12)
        ax.axhline(GOOD, color="#999999", linestyle=":", linewidth=1)
        ax.set_title(f"{page.text(name)}\n{page.text('word', word=word, right=f'{100 * right:.1f} %')}")
        ax.set_xlabel(page.text("epoch"))
        gap = curves["val"][-1] - curves["train"][-1]
        page.see(**{name: word, f"{name}_right": f"{100 * right:.1f} %", f"{name}_gap": f"{gap:.2f}"})
    axes[0].set_ylabel(page.text("loss"))
    axes[0].set_ylim(0, 1.6)
    axes[1].legend()
    return figure


def part(data: dict[str, Tensor], name: str, count: int) -> tuple[Tensor, Tensor]:
    """Rows of mean 0, and labels."""
    rows = (data[f"x_{name}"][:count].flatten(1).float() / 255 - 0.1307) / 0.3081
    return rows, data[f"y_{name}"][:count]


def learn(
    mine: Any, train: tuple[Tensor, Tensor], val: tuple[Tensor, Tensor], *, held_back: bool
) -> tuple[dict[str, list[float]], float]:
    """Both losses after each epoch, as plain cross-entropy without dropout, and the accuracy in the end."""
    torch.manual_seed(9)
    first, second = nn.Linear(784, HIDDEN), nn.Linear(HIDDEN, 10)
    params = [*first.parameters(), *second.parameters()]
    optimizer, order = torch.optim.Adam(params, lr=1e-3), torch.Generator().manual_seed(9)
    x, y = train
    curves: dict[str, list[float]] = {"train": [], "val": []}
    step = 0
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(y), generator=order).split(BATCH):
            optimizer.zero_grad()
            step += 2
            if held_back:
                hidden = torch.relu(first(mine.dropout(x[rows], 0.2, training=True, seed=step)))
                logits = second(mine.dropout(hidden, 0.5, training=True, seed=step + 1))
                penalty = 3e-3 * mine.l2_penalty(params, skip_bias=True)
                loss = mine.label_smoothing_ce(logits, y[rows], 0.05, -100) + penalty
            else:
                loss = F.cross_entropy(second(torch.relu(first(x[rows]))), y[rows])
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            for name, (inputs, labels) in (("train", train), ("val", val)):
                logits = second(torch.relu(first(inputs)))
                curves[name].append(float(F.cross_entropy(logits, labels)))
    return curves, float((logits.argmax(dim=1) == val[1]).float().mean())
