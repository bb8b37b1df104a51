"""A training that is interrupted and goes on as if nothing had happened; and the averages of a restless one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course.milestones.page import COLOURS, Page

USES = ("resume_equals_uninterrupted", "save_checkpoint", "load_checkpoint", "ema_update")
EPOCHS, STOP, BATCH = 10, 3, 64
DECAY = 0.95


def draw(mine: Any, page: Page) -> Any:
    """The loss with and without an interruption, and without the optimiser's memory; weights and their averages."""
    x, y = digits(page)
    with tempfile.TemporaryDirectory() as folder:
        whole, model = resumed(mine, f"{folder}/whole.pt", x, y, [EPOCHS])
        parts, other = resumed(mine, f"{folder}/parts.pt", x, y, [STOP, EPOCHS])
        lost = without_memory(mine, Path(folder) / "lost.pt", x, y)
    pairs = zip(model.state_dict().values(), other.state_dict().values(), strict=True)
    apart = max(float((one - another).abs().max()) for one, another in pairs)
    figure, (loss, averages) = page.figure(1, 2, width=11, height=4.6)
    epochs = list(range(1, EPOCHS + 1))
    loss.plot(epochs, whole, color=COLOURS[0], linewidth=5, alpha=0.35, label=page.text("whole"))
    loss.plot(epochs, parts, color=COLOURS[0], marker="o", markersize=4, linewidth=1.2, label=page.text("parts"))
    loss.plot(epochs[STOP - 1 :], lost, color=COLOURS[1], marker="x", linestyle="--", label=page.text("lost"))
    loss.axvline(STOP + 0.5, color="#999999", linestyle=":", linewidth=1.2)
    loss.text(STOP + 0.6, 0.03, page.text("stop"), transform=loss.get_xaxis_transform(), color="#666666")
    loss.set_yscale("log")
    loss.set_title(page.text("resumed"))
    loss.set_xlabel(page.text("epoch"))
    loss.set_ylabel(page.text("loss"))
    loss.legend(loc="upper right")
    now, mean = smoothed(mine, x, y)
    averages.plot(now, color=COLOURS[1], linewidth=1, alpha=0.8, label=page.text("now"))
    averages.plot(mean, color=COLOURS[0], linewidth=2.2, label=page.text("mean", decay=DECAY))
    averages.set_title(page.text("averages"))
    averages.set_xlabel(page.text("step"))
    averages.set_ylabel(page.text("accuracy"))
    averages.set_ylim(0.5, 1)
    averages.legend(loc="lower right")
    page.see(apart=f"{apart:.0e}" if apart else "0", lost=f"{lost[1]:.3f}", kept=f"{whole[STOP]:.3f}")
    page.see(**{name: f"{2 * sum(curve[-50:]):.1f} %" for name, curve in (("now", now), ("mean", mean))})
    return figure


def digits(page: Page) -> tuple[Tensor, Tensor]:
    """The UCI digits as rows from 0 to 1."""
    data = page.data("digits")
    return data["images"].flatten(1) / 16, data["labels"]


def network(seed: int) -> tuple[nn.Module, torch.optim.Optimizer]:
    """A network with one hidden layer and its Adam, new."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    return model, torch.optim.Adam(model.parameters(), lr=0.03)


def resumed(mine: Any, path: str, x: Tensor, y: Tensor, stops: list[int]) -> tuple[list[float], nn.Module]:
    """The losses of a training that is ended after each of these epochs and begun again, with nothing but the file."""
    losses: list[float] = []
    for attempt, epochs in enumerate(stops):
        model, optimizer = network(7 + 90 * attempt)
        generator = torch.Generator().manual_seed(7 + 90 * attempt)
        losses += mine.resume_equals_uninterrupted(path, model, optimizer, x, y, BATCH, epochs, generator)
    return losses, model


def without_memory(mine: Any, path: Path, x: Tensor, y: Tensor) -> list[float]:
    """The losses from the stop on where the file's model is loaded, but not its optimiser, with a rate to match."""
    model, optimizer = network(7)
    generator = torch.Generator().manual_seed(7)
    for _ in range(STOP):
        last = epoch_of(model, optimizer, x, y, generator)
    mine.save_checkpoint(str(path), model, optimizer, STOP)
    model, optimizer = network(97)
    mine.load_checkpoint(str(path), model)
    return [last] + [epoch_of(model, optimizer, x, y, generator) for _ in range(EPOCHS - STOP)]


def epoch_of(model: nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor, order: torch.Generator) -> float:
    """One epoch as the exercise describes it."""
    total = 0.0
    for rows in torch.randperm(len(x), generator=order).split(BATCH):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    return total / len(x)


def smoothed(mine: Any, x: Tensor, y: Tensor) -> tuple[list[float], list[float]]:
    """Accuracy on held-out digits of the weights of each step, and of their moving average; the rate is too large."""
    torch.manual_seed(7)
    model, averaged = nn.Linear(64, 10), nn.Linear(64, 10)
    optimizer, generator = torch.optim.SGD(model.parameters(), lr=3.0), torch.Generator().manual_seed(7)
    ema = {name: value.clone() for name, value in model.state_dict().items()}
    now, mean = [], []
    for _ in range(200):
        rows = torch.randint(0, 1400, (16,), generator=generator)
        optimizer.zero_grad()
        F.cross_entropy(model(x[rows]), y[rows]).backward()
        optimizer.step()
        mine.ema_update(ema, model.state_dict(), DECAY)
        averaged.load_state_dict(ema)
        with torch.no_grad():
            now.append(float((model(x[1400:]).argmax(dim=1) == y[1400:]).float().mean()))
            mean.append(float((averaged(x[1400:]).argmax(dim=1) == y[1400:]).float().mean()))
    return now, mean
