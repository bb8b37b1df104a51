"""Features that were learned on one data set at work on another, before and after fine-tuning."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course.milestones.page import COLOURS, Page

USES = ("freeze", "replace_head", "cache_features", "finetune")
LABELS = (1, 2, 5, 10, 20)
SHOWN = 6
EPOCHS = 20


def draw(mine: Any, page: Page) -> Any:
    """Accuracy by how many labelled images there are a class; the features of the digits, untrained and pretrained."""
    digits, weights = page.data("digits"), page.data("mnist_cnn")
    images, labels = like_mnist(digits["images"]), digits["labels"]
    figure, axes = page.figure(1, 3, width=12.5, height=4.8, width_ratios=(1.25, 1, 1))
    found: dict[str, list[float]] = {"scratch": [], "frozen": [], "tuned": []}
    cached, _ = mine.cache_features(network(weights).features, [(images, labels)])
    for count in LABELS:
        chosen, rest = split(labels, count)
        found["scratch"].append(tuned(mine, network(None), images, labels, chosen, rest, 1e-3))
        found["frozen"].append(head_only(mine, network(weights), cached, labels, chosen, rest))
        found["tuned"].append(tuned(mine, network(weights), images, labels, chosen, rest, 3e-4))
    for (name, curve), colour in zip(found.items(), (COLOURS[6], COLOURS[1], COLOURS[0]), strict=True):
        axes[0].plot(LABELS, curve, marker="o", markersize=5, color=colour, label=page.text(name))
        page.see(**{name: f"{100 * curve[LABELS.index(5)]:.0f} %"})
    axes[0].set_xscale("log")
    axes[0].set_xticks(LABELS, [str(count) for count in LABELS])
    axes[0].minorticks_off()
    axes[0].set_ylim(0, 1)
    axes[0].set_title(page.text("accuracy"))
    axes[0].set_xlabel(page.text("labels"))
    axes[0].legend(loc="lower right")
    untrained, _ = mine.cache_features(network(None).features, [(images, labels)])
    for ax, name, features in ((axes[1], "before", untrained), (axes[2], "after", cached)):
        cloud(ax, features, labels, page.text(name))
    axes[2].legend(title=page.text("digit"), loc="center left", bbox_to_anchor=(1, 0.5), markerscale=1.6)
    return figure


def network(weights: dict[str, Tensor] | None) -> Any:
    """The small convolutional network, with the weights that were trained on MNIST or new ones."""
    torch.manual_seed(12)
    layers: list[tuple[str, nn.Module]] = []
    for index, (inputs, outputs) in enumerate([(1, 16), (16, 32)], 1):
        layers += [(f"conv{index}", nn.Conv2d(inputs, outputs, 3, padding=1)), (f"relu{index}", nn.ReLU())]
        layers += [(f"pool{index}", nn.MaxPool2d(2))]
    layers += [("flatten", nn.Flatten()), ("fc", nn.Linear(32 * 7 * 7, 64)), ("relu3", nn.ReLU())]
    model = nn.Sequential(OrderedDict(features=nn.Sequential(OrderedDict(layers)), head=nn.Linear(64, 10)))
    if weights is not None:
        model.load_state_dict(weights)
    return model


def like_mnist(images: Tensor) -> Tensor:
    """8x8 digits as MNIST shows its own: 20x20 in the middle of 28x28, in MNIST's mean and spread."""
    large = F.interpolate(images[:, None] / 16, size=(20, 20), mode="bilinear", align_corners=False)
    return (F.pad(large, (4, 4, 4, 4)) - 0.1307) / 0.3081


def split(labels: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """So many samples a class to learn from, and 600 others to measure on, the same ones each time."""
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(12))
    rest, pool = order[:600], order[600:]
    chosen = torch.cat([pool[labels[pool] == digit][:count] for digit in range(10)])
    mixed = torch.randperm(len(chosen), generator=torch.Generator().manual_seed(count))
    return chosen[mixed], rest


def tuned(
    mine: Any, model: Any, images: Tensor, labels: Tensor, chosen: Tensor, rest: Tensor, base_lr: float
) -> float:
    """Accuracy after the learner's finetune of the whole network with a new head."""
    mine.replace_head(model, "head", 10)
    batches = [(images[part], labels[part]) for part in chosen.split(17)]
    mine.finetune(model, "head", batches, EPOCHS, base_lr, 1e-2)
    return accuracy(model, images[rest], labels[rest])


def head_only(mine: Any, model: Any, cached: Tensor, labels: Tensor, chosen: Tensor, rest: Tensor) -> float:
    """Accuracy of a new head alone, trained on features that were computed once."""
    mine.replace_head(model, "head", 10)
    mine.freeze(model, ["head"])
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=1e-2)
    for _ in range(100):
        optimizer.zero_grad()
        F.cross_entropy(model.head(cached[chosen]), labels[chosen]).backward()
        optimizer.step()
    return accuracy(model.head, cached[rest], labels[rest])


def accuracy(model: nn.Module, x: Tensor, y: Tensor) -> float:
    """The share that is right."""
    model.eval()
    with torch.no_grad():
        return float((model(x).argmax(dim=1) == y).float().mean())


def cloud(ax: Any, features: Tensor, labels: Tensor, title: str) -> None:
    """Features as points: their two directions of largest variance, for six of the ten digits."""
    kept = labels < SHOWN
    centred = features[kept] - features[kept].mean(dim=0)
    _, _, directions = torch.linalg.svd(centred, full_matrices=False)
    points = centred @ directions[:2].T
    for digit in range(SHOWN):
        ax.scatter(*points[labels[kept] == digit].T, s=5, color=COLOURS[digit], label=str(digit))
    ax.set_title(title)
    ax.set_xticks([])
    ax.set_yticks([])
