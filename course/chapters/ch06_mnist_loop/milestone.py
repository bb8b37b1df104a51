"""A network trained on MNIST by the learner's own loop: its curves, and the digits that it gets wrong."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from course.milestones.page import COLOURS, Page

USES = ("fit", "evaluate", "keep_best")
BATCH, EPOCHS = 100, 6
ROWS, COLUMNS = 4, 7


def draw(mine: Any, page: Page) -> Any:
    """Loss and accuracy of six epochs; the wrong digits of which the network was surest, as true → said."""
    data = page.data("mnist")
    train = batches(data["x_train"][:8000], data["y_train"][:8000])
    val = batches(data["x_train"][8000:], data["y_train"][8000:])
    test = batches(data["x_test"], data["y_test"])
    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    optimizer, best, history = torch.optim.Adam(model.parameters(), lr=2e-3), None, []
    for _ in range(EPOCHS):
        history.append(mine.fit(model, optimizer, train, val, epochs=1))
        best = mine.keep_best(best, history[-1]["val_acc"][0], model)
    model.load_state_dict(best[1])
    _, accuracy = mine.evaluate(model, test)
    figure, axes = page.figure(ROWS, COLUMNS + 3, width=11, height=4.6)
    wrong = show_wrong(axes[:, 3:], model, data)
    for ax in axes[:, :3].flat:
        ax.remove()
    grid = axes[0, 0].get_gridspec()
    curves(figure.add_subplot(grid[:, :3]), history, page)
    band = figure.add_subplot(grid[:, 3:])
    band.axis("off")
    band.set_title(page.text("wrong", count=wrong))
    page.see(accuracy=f"{100 * accuracy:.1f} %", wrong=wrong, all=len(data["y_test"]))
    return figure


def batches(images: Tensor, labels: Tensor) -> list[tuple[Tensor, Tensor]]:
    """Rows of 784 numbers of mean 0, in batches."""
    rows = (images.flatten(1).float() / 255 - 0.1307) / 0.3081
    return list(zip(rows.split(BATCH), labels.split(BATCH), strict=True))


def curves(ax: Any, history: list[dict[str, list[float]]], page: Page) -> None:
    """Both losses, epoch by epoch."""
    epochs = range(1, len(history) + 1)
    for name, colour in (("train_loss", COLOURS[0]), ("val_loss", COLOURS[1])):
        found = [epoch[name][0] for epoch in history]
        ax.plot(epochs, found, marker="o", markersize=4, color=colour, label=page.text(name))
    ax.set_ylim(bottom=0)
    ax.set_xlabel(page.text("epoch"))
    ax.set_ylabel(page.text("loss"))
    ax.legend()


def show_wrong(axes: Any, model: nn.Module, data: dict[str, Tensor]) -> int:
    """The test images that the network is most sure and wrong of; how many are wrong in all."""
    (x, y), images = rows_of(data), data["x_test"]
    with torch.no_grad():
        sure, said = torch.softmax(model.eval()(x), dim=1).max(dim=1)
    wrong = (said != y).nonzero().flatten()
    order = wrong[sure[wrong].argsort(descending=True)]
    for ax in axes.flat:
        ax.set_xticks([])
        ax.set_yticks([])
        for spine in ax.spines.values():
            spine.set_visible(False)
    for ax, index in zip(axes.flat, order.tolist(), strict=False):
        ax.imshow(images[index].numpy(), cmap="gray_r")
        ax.set_xlabel(f"{int(y[index])} → {int(said[index])}", color=COLOURS[1], labelpad=2)
    return len(wrong)


def rows_of(data: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """The test set in one piece."""
    parts = batches(data["x_test"], data["y_test"])
    return torch.cat([x for x, _ in parts]), torch.cat([y for _, y in parts])
