"""Real digits through the learner's own pipeline: split, standardised, batched, mirrored, padded."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course.milestones.page import COLOURS, Page

USES = ("ArrayDataset", "split_indices", "standardizer", "pad_collate", "augment", "make_loader")
BATCH, EPOCHS, LR = 32, 8, 0.5
SHARES = [0.7, 0.15, 0.15]


def draw(mine: Any, page: Page) -> Any:
    """A batch as the loader hands it out, and mirrored; unequal strokes as one tensor; what scaling is worth."""
    data = page.data("digits")
    x, y = data["images"].flatten(1), data["labels"]
    train, val, _ = mine.split_indices(len(y), SHARES, seed=5)
    mean, std = mine.fit_standardizer(x[train])
    scaled = mine.apply_standardizer(x, mean, std)
    figure, axes = page.figure(2, 2, width=10.5, height=6.6, width_ratios=(1, 1.25))
    ready, labels = next(iter(loader(mine, scaled[train], y[train])))
    mosaic(axes[0, 0], ready.reshape(-1, 8, 8).clamp(-2, 2), page.text("batch", count=len(labels)))
    images = x[train][:BATCH].reshape(-1, 1, 8, 8)
    mirrored = mine.augment(images, train=True, seed=5)
    mosaic(axes[1, 0], mirrored[:, 0], page.text("mirrored"), changed=(mirrored != images).flatten(1).any(dim=1))
    strokes(axes[1, 1], mine, x[train][:40], page)
    last = {}
    for name, inputs, colour in (("raw", x, COLOURS[1]), ("scaled", scaled, COLOURS[0])):
        curve = learn(mine, inputs, y, train, val)
        last[name] = [f"{100 * share:.0f} %" for share in sorted(curve[2:])]
        axes[0, 1].plot(range(1, EPOCHS + 1), curve, marker="o", markersize=4, color=colour, label=page.text(name))
    axes[0, 1].set_title(page.text("worth"))
    axes[0, 1].set_xlabel(page.text("epoch"))
    axes[0, 1].set_ylabel(page.text("accuracy"))
    axes[0, 1].set_ylim(0.5, 1)
    axes[0, 1].legend(loc="lower right")
    page.see(low=last["raw"][0], high=last["raw"][-1], scaled=last["scaled"][0], train=len(train), val=len(val))
    return figure


def loader(mine: Any, x: Tensor, y: Tensor) -> Any:
    """The learner's data set in the learner's loader."""
    return mine.make_loader(mine.ArrayDataset(x, y), BATCH, shuffle=True, seed=5)


def learn(mine: Any, x: Tensor, y: Tensor, train: Tensor, val: Tensor) -> list[float]:
    """The share of the validation set that a linear layer gets right after each epoch."""
    torch.manual_seed(5)
    model = nn.Linear(x.shape[1], 10)
    optimizer = torch.optim.SGD(model.parameters(), lr=LR)
    batches, found = loader(mine, x[train], y[train]), []
    for _ in range(EPOCHS):
        for inputs, labels in batches:
            optimizer.zero_grad()
            F.cross_entropy(model(inputs), labels).backward()
            optimizer.step()
        with torch.no_grad():
            found.append(float((model(x[val]).argmax(dim=1) == y[val]).float().mean()))
    return found


def mosaic(ax: Any, images: Tensor, title: str, changed: Tensor | None = None) -> None:
    """Images in rows of eight; those that were changed in a frame."""
    from matplotlib.patches import Rectangle

    tiles = F.pad(images, (1, 1, 1, 1), value=float(images.min()))
    rows = tiles.reshape(len(tiles) // 8, 8, 10, 10).transpose(1, 2).reshape(-1, 80)
    ax.imshow(rows.numpy(), cmap="gray_r")
    for index in range(len(images)) if changed is not None else ():
        if changed[index]:
            place = (index % 8 * 10 - 0.2, index // 8 * 10 - 0.2)
            ax.add_patch(Rectangle(place, 9.4, 9.4, fill=False, edgecolor=COLOURS[1], linewidth=1.6))
    ax.set_title(title)
    ax.axis("off")


def strokes(ax: Any, mine: Any, rows: Tensor, page: Page) -> None:
    """The pixels with ink of each image, one after the other; what was filled up is blank."""
    padded, mask = mine.pad_collate([row[row > 0] for row in rows], 0.0)
    order = mask.sum(dim=1).argsort(descending=True)
    shown = torch.where(mask, padded, torch.nan)[order]
    ax.imshow(shown.numpy(), cmap="Blues", vmin=-6, vmax=16, aspect="auto", interpolation="nearest")
    ax.set_title(page.text("strokes", rows=len(rows)))
    ax.set_xlabel(page.text("place"))
    ax.set_ylabel(page.text("image"))
