"""The data sets: which there are, where they lie, and how the full ones are fetched."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course.content import DATA
from course.errors import CourseError, ExitCode
from course.files import write_whole
from course.language import N_
from grader.words import words

FULL_MNIST = {"train": 60_000, "test": 10_000}


@dataclass(frozen=True)
class DataSet:
    """A data set that suites ask for by name: its bundled file, and the name of its full one where there is such."""

    name: str
    bundled: str
    about: str
    full: str | None = None


DATA_SETS = (
    DataSet("mnist", "mnist_10k_2k.npz", N_("MNIST: 10,000 + 2,000 handwritten digits, 28x28"), "mnist_60k_10k.npz"),
    DataSet("digits", "digits.csv.gz", N_("UCI digits: 1,797 handwritten digits, 8x8")),
    DataSet("mnist_cnn", "mnist_cnn.safetensors", N_("a small CNN that was trained on MNIST")),
)


def user_folder() -> Path:
    """Where fetched data is kept for this user; GRADSTEP_DATA names another place."""
    named = os.environ.get("GRADSTEP_DATA")
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_data_path("gradstep", appauthor=False)


def data_file(data_set: DataSet, full: bool = False) -> Path | None:
    """The bundled file of a data set or its fetched full one; None where it is not here."""
    path = user_folder() / str(data_set.full) if full and data_set.full else DATA / data_set.bundled
    return path if path.is_file() else None


def data_for(names: tuple[str, ...], full: bool = False) -> Mapping[str, Path]:
    """The files of the data sets that a chapter asks for; CourseError for a full one that was not fetched."""
    files = {}
    for data_set in DATA_SETS:
        if data_set.name not in names:
            continue
        path = data_file(data_set, full)
        if path is None and full and data_set.full:
            raise CourseError(
                words("The full {name} set is not on this machine yet.", name=data_set.name),
                next_command=f"course data {data_set.name}",
            )
        if path is None:
            raise CourseError(
                words("The bundled file {file} is missing: install gradstep again.", file=data_set.bundled),
                next_command="course doctor",
                code=ExitCode.OUR_FAULT,
            )
        files[data_set.name] = path
    return files


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
    """torchvision's ResNet-18 trained on ImageNet, in torch's own cache."""
    import torch
    from torchvision.models import ResNet18_Weights, resnet18

    weights = ResNet18_Weights.DEFAULT
    try:
        resnet18(weights=weights)
    except (OSError, RuntimeError) as error:
        raise _no_network("ResNet-18", error, "course data resnet18") from error
    return Path(torch.hub.get_dir()) / "checkpoints" / Path(weights.url).name


def _torchvision_mnist(root: Path) -> dict[str, object]:
    from torchvision.datasets import MNIST

    arrays = {}
    for part, train in (("train", True), ("test", False)):
        loaded = MNIST(str(root), train=train, download=True)
        arrays[f"x_{part}"] = loaded.data.numpy()
        arrays[f"y_{part}"] = loaded.targets.numpy()
    return arrays


def _no_network(what: str, error: Exception, again: str) -> CourseError:
    reason = str(error).strip().splitlines()
    return CourseError(
        words(
            "{what} could not be fetched ({reason}). It needs a network; every chapter also works with the bundled data.",
            what=what,
            reason=reason[-1] if reason else type(error).__name__,
        ),
        next_command=again,
        code=ExitCode.OUR_FAULT,
    )
