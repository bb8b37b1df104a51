"""The learner's own optimisers on one surface, and on real digits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from course.milestones.page import COLOURS, Page

USES = ("SGDMomentum", "adam_step", "warmup_cosine")
START = (-1.6, 1.1)
STEPS = 60
EPOCHS, BATCH = 8, 32
BETAS, EPS = (0.9, 0.999), 1e-8
Stepper = Callable[[], None]


def draw(mine: Any, page: Page) -> Any:
    """Paths through a narrow valley on the left; losses of a small network on the UCI digits on the right."""
    figure, (valley, curves) = page.figure(1, 2, width=11, height=4.8, width_ratios=(1.15, 1))
    contours(valley)
    ends = {}
    for (name, make), colour in zip(on_the_surface(mine).items(), COLOURS, strict=False):
        path = walk(make)
        ends[name] = float(height(path[-1]))
        valley.plot(*path.T, color=colour, marker="o", markersize=2.6, linewidth=1.3, label=page.text(name))
    valley.plot(*START, marker="s", color="black", markersize=6)
    valley.plot(0, 0, marker="*", color="black", markersize=12)
    valley.set_title(page.text("valley", steps=STEPS))
    valley.set_xlabel("$w_1$")
    valley.set_ylabel("$w_2$")
    valley.legend(loc="lower right", frameon=True, framealpha=0.9)
    losses = {}
    for (name, make), colour in zip(on_digits(mine).items(), (COLOURS[1], COLOURS[2], COLOURS[3]), strict=True):
        curve = train(make, page.data("digits"))
        losses[name] = curve[-1]
        curves.plot(range(1, len(curve) + 1), curve, color=colour, label=page.text(name))
    curves.set_yscale("log")
    curves.set_title(page.text("digits"))
    curves.set_xlabel(page.text("step"))
    curves.set_ylabel(page.text("loss"))
    curves.legend()
    page.see(**{name: f"{end:.3f}" for name, end in ends.items()})
    page.see(schedule=f"{losses['schedule']:.3f}", constant=f"{losses['adam']:.3f}")
    return figure


def height(w: Tensor) -> Tensor:
    """A valley that is a hundred times as steep across as it is along, and lies askew."""
    along, across = (w[..., 0] + 0.35 * w[..., 1]), (w[..., 1] - 0.35 * w[..., 0])
    return 0.5 * (along**2 + 100 * across**2)


def contours(ax: Any) -> None:
    """Lines of equal height."""
    x, y = torch.meshgrid(torch.linspace(-2.1, 1.1, 240), torch.linspace(-1.2, 1.3, 240), indexing="xy")
    levels = [0.05 * 2.4**power for power in range(10)]
    z = height(torch.stack([x, y], dim=-1))
    ax.contour(x.numpy(), y.numpy(), z.numpy(), levels=levels, cmap="Greys", linewidths=0.8, vmin=-20, vmax=60)


def on_the_surface(mine: Any) -> dict[str, Callable[[list[Tensor]], Stepper]]:
    """What makes each optimiser for some parameters."""

    def plain(params: list[Tensor]) -> Stepper:
        def step() -> None:
            with torch.no_grad():
                for param in params:
                    if param.grad is not None:
                        param.sub_(0.015 * param.grad)

        return step

    def momentum(params: list[Tensor]) -> Stepper:
        return mine.SGDMomentum(params, lr=0.012, momentum=0.85).step

    return {"plain": plain, "momentum": momentum, "adam": lambda params: adam(mine, params, lambda _: 0.15)}


def on_digits(mine: Any) -> dict[str, Callable[[list[Tensor]], Stepper]]:
    """The same for the network; the last one with a learning rate that rises and falls."""
    total = EPOCHS * (1797 // BATCH)

    def momentum(params: list[Tensor]) -> Stepper:
        return mine.SGDMomentum(params, lr=0.02, momentum=0.9).step

    def schedule(params: list[Tensor]) -> Stepper:
        return adam(mine, params, lambda step: mine.warmup_cosine(step, total // 10, total, 0.03, 0.0003))

    return {"momentum": momentum, "adam": lambda params: adam(mine, params, lambda _: 0.03), "schedule": schedule}


def adam(mine: Any, params: list[Tensor], rate: Callable[[int], float]) -> Stepper:
    """The learner's adam_step, with a state of its own."""
    zeros = [[torch.zeros_like(param) for param in params] for _ in range(2)]
    state = {"t": 0, "m": zeros[0], "v": zeros[1]}

    def step() -> None:
        grads = [param.grad for param in params]
        mine.adam_step(params, grads, state, rate(state["t"]), BETAS, EPS)

    return step


def walk(make: Callable[[list[Tensor]], Stepper]) -> Tensor:
    """Where an optimiser is after each step, from the start on."""
    w = torch.tensor(START, requires_grad=True)
    step, path = make([w]), [w.detach().clone()]
    for _ in range(STEPS):
        w.grad = None
        height(w).backward()
        step()
        path.append(w.detach().clone())
    return torch.stack(path)


def train(make: Callable[[list[Tensor]], Stepper], data: dict[str, Tensor]) -> list[float]:
    """The loss at each step, smoothed, of a network with one hidden layer that starts the same each time."""
    torch.manual_seed(8)
    x, y = data["images"].flatten(1) / 16, data["labels"]
    model = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))
    step, losses, mean = make(list(model.parameters())), [], None
    for rows in orders(len(y)):
        model.zero_grad()
        loss = F.cross_entropy(model(x[rows]), y[rows])
        loss.backward()
        step()
        mean = loss.item() if mean is None else 0.9 * mean + 0.1 * loss.item()
        losses.append(mean)
    return losses


def orders(n: int) -> Iterator[Tensor]:
    """The batches of all epochs, full ones only."""
    generator = torch.Generator().manual_seed(8)
    for _ in range(EPOCHS):
        yield from torch.randperm(n, generator=generator)[: n - n % BATCH].split(BATCH)
