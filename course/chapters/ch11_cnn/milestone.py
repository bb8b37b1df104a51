"""What convolutions see in a digit, and why they do not mind where it lies."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course.milestones.page import COLOURS, Page

USES = ("conv2d_naive", "max_pool2d", "ResidualBlock", "global_avg_pool_head")
SAMPLES, EPOCHS, BATCH = 3000, 5, 50
SHIFTS = range(7)
MAPS = (0, 3, 6, 9, 12, 15)


def draw(mine: Any, page: Page) -> Any:
    """Feature maps of a digit by trained kernels above; below, how right two networks are on digits that were moved."""
    data = page.data("mnist")
    train_x, test_x = scaled(data["x_train"][:SAMPLES]), scaled(data["x_test"][:1000])
    train_y, test_y = data["y_train"][:SAMPLES], data["y_test"][:1000]
    figure, axes = page.figure(3, 7, width=11, height=6.2, height_ratios=(1, 1, 2.2))
    maps(mine, axes[:2], test_x[4:5], page)
    for ax in axes[2]:
        ax.remove()
    ax = figure.add_subplot(axes[2, 0].get_gridspec()[2, :])
    nets = {"mlp": nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10)), "cnn": Blocks(mine)}
    for (name, net), colour in zip(nets.items(), (COLOURS[1], COLOURS[0]), strict=True):
        learn(net, train_x, train_y)
        found = [right(net, test_x, test_y, shift) for shift in SHIFTS]
        count = sum(parameter.numel() for parameter in net.parameters())
        ax.plot(SHIFTS, found, marker="o", markersize=5, color=colour, label=page.text(name, count=f"{count:,}"))
        page.see(**{name: f"{100 * found[0]:.0f} %", f"{name}_moved": f"{100 * found[3]:.0f} %"})
    ax.set_ylim(0, 1)
    ax.set_title(page.text("moved"))
    ax.set_xlabel(page.text("shift"))
    ax.set_ylabel(page.text("accuracy"))
    ax.legend(loc="lower left")
    return figure


class Blocks(nn.Module):
    """Three of the learner's blocks and the learner's head."""

    def __init__(self, mine: Any) -> None:
        super().__init__()
        torch.manual_seed(11)
        self.blocks = nn.Sequential(*(mine.ResidualBlock(*sizes) for sizes in ((1, 8, 2), (8, 16, 2), (16, 32, 2))))
        self.weight = nn.Parameter(torch.randn(10, 32) * 0.2)
        self.bias = nn.Parameter(torch.zeros(10))
        self._head = mine.global_avg_pool_head

    def forward(self, x: Tensor) -> Tensor:
        """Images to logits."""
        return self._head(self.blocks(x), self.weight, self.bias)


def scaled(images: Tensor) -> Tensor:
    """(N, 1, 28, 28) of mean 0."""
    return (images[:, None].float() / 255 - 0.1307) / 0.3081


def maps(mine: Any, axes: Any, image: Tensor, page: Page) -> None:
    """A digit, what six trained kernels find in it, and what max pooling leaves of that."""
    trained = page.data("mnist_cnn")
    kernels = trained["features.conv1.weight"][list(MAPS)]
    found = torch.relu(mine.conv2d_naive(image, kernels, trained["features.conv1.bias"][list(MAPS)], (1, 1), (1, 1)))
    pooled = mine.max_pool2d(found, (2, 2), (2, 2), (0, 0))
    show(axes[0, 0], image[0, 0], page.text("digit"), "gray_r")
    axes[1, 0].axis("off")
    axes[1, 0].text(0.95, 0.5, page.text("pooled"), ha="right", va="center", transform=axes[1, 0].transAxes)
    for column in range(len(MAPS)):
        show(axes[0, column + 1], found[0, column], page.text("kernel", number=column + 1), "Blues")
        show(axes[1, column + 1], pooled[0, column], "", "Blues")


def show(ax: Any, image: Tensor, title: str, colours: str) -> None:
    """An image without axes."""
    ax.imshow(image.detach().numpy(), cmap=colours)
    ax.set_title(title, loc="center", fontsize=9)
    ax.set_xticks([])
    ax.set_yticks([])


def learn(net: nn.Module, x: Tensor, y: Tensor) -> None:
    """A few epochs of Adam."""
    order = torch.Generator().manual_seed(11)
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(y), generator=order).split(BATCH):
            optimizer.zero_grad()
            F.cross_entropy(net(x[rows]), y[rows]).backward()
            optimizer.step()


def right(net: nn.Module, x: Tensor, y: Tensor, shift: int) -> float:
    """The share that is right where each digit is moved so many pixels to the right and down."""
    blank = float(x.min())
    moved = F.pad(x, (shift, 0, shift, 0), value=blank)[:, :, :28, :28]
    net.eval()
    with torch.no_grad():
        return float((net(moved).argmax(dim=1) == y).float().mean())
