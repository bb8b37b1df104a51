"""`course data`: lists the data sets and fetches what is not bundled, through torchvision."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from rich.text import Text

from course.data import DATA_SETS, data_file, user_folder
from course.errors import CourseError, ExitCode
from course.files import write_whole
from course.screen import Screen
from grader.words import Words, words

FULL_MNIST = {"train": 60_000, "test": 10_000}


def list_data(screen: Screen) -> None:
    """A row a data set, and where its full version is or how to get it."""
    for data_set in DATA_SETS:
        here = data_file(data_set) is not None
        screen.show(
            Text.assemble(
                ("✓", "green") if here else ("✗", "red"), f" {data_set.name:<10} ", screen.text(Words(data_set.about))
            )
        )
        if data_set.full is None:
            continue
        full = data_file(data_set, full=True)
        if full is not None:
            place = screen.text(words("the full set: {file}", file=str(full)))
            screen.out.print(Text(f"             {place}", "dim"), soft_wrap=True)
        else:
            get = words(
                "the full set is fetched by `course data {name}`, then used by `course check --data full`",
                name=data_set.name,
            )
            screen.show(Text(f"             {screen.text(get)}", "dim"))
    screen.show(
        Text(f"· {'resnet18':<10} {screen.text(words('pretrained on ImageNet; fetched by `course data resnet18`'))}")
    )


def fetch(screen: Screen, name: str) -> None:
    """Fetches a data set or model by name and says where it lies."""
    screen.say(words("Fetching {name} through torchvision ...", name=name), "dim")
    path = fetch_mnist() if name == "mnist" else fetch_resnet18()
    screen.say(words("{name} is here: {file}", name=name, file=str(path)), "green")
    if name == "mnist":
        screen.next("course check ch6 --data full")


def fetch_mnist() -> Path:
    """The full MNIST, fetched through torchvision and kept as one .npz in the user's data folder."""
    target = user_folder() / "mnist_60k_10k.npz"
    if target.is_file():
        return target
    try:
        arrays = _torchvision_mnist(user_folder())
    except (OSError, RuntimeError) as error:
        raise _no_network("MNIST", error, "course data mnist") from error
    counts = {"train": len(arrays["y_train"]), "test": len(arrays["y_test"])}
    if counts != FULL_MNIST:
        raise CourseError(
            words(
                "{folder} holds {train} + {test} images, not the full 60,000 + 10,000. Delete it and try again.",
                folder=str(user_folder() / "MNIST"),
                **counts,
            ),
            next_command="course data mnist",
        )
    import numpy as np

    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    write_whole(target, buffer.getvalue())
    return target


def fetch_resnet18() -> Path:
    """The ResNet-18 of torchvision, trained on ImageNet, in torch's own cache."""
    import torch
    from torchvision.models import ResNet18_Weights, resnet18

    weights = ResNet18_Weights.DEFAULT
    try:
        resnet18(weights=weights)
    except (OSError, RuntimeError) as error:
        raise _no_network("ResNet-18", error, "course data resnet18") from error
    return Path(torch.hub.get_dir()) / "checkpoints" / Path(weights.url).name


def _torchvision_mnist(root: Path) -> dict[str, Any]:
    from torchvision.datasets import MNIST

    arrays: dict[str, Any] = {}
    for part, train in (("train", True), ("test", False)):
        loaded = MNIST(str(root), train=train, download=True)
        arrays[f"x_{part}"] = loaded.data.numpy()
        arrays[f"y_{part}"] = loaded.targets.numpy().astype("uint8")
    return arrays


def _no_network(what: str, error: Exception, again: str) -> CourseError:
    reason = str(error).strip().splitlines()
    return CourseError(
        words(
            "{what} could not be fetched ({reason}). It needs a network; "
            "every chapter also works with the bundled data.",
            what=what,
            reason=reason[-1] if reason else type(error).__name__,
        ),
        next_command=again,
        code=ExitCode.OUR_FAULT,
    )
