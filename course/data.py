"""The data sets: which there are and where they lie."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course.content import DATA
from course.errors import CourseError, ExitCode
from course.language import N_
from grader.words import words


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
