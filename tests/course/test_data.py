from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course import fetch
from course.content import DATA
from course.data import DATA_SETS, data_file, data_for, user_folder
from course.mnist_idx import idx_bytes, raw_folder
from grader.datasets import read

Run = Callable[..., Any]


def plant_idx(train: int, test: int) -> None:
    """Files as torchvision keeps them, with so many images."""
    raw = raw_folder(user_folder())
    raw.mkdir(parents=True)
    for part, count in (("train", train), ("t10k", test)):
        (raw / f"{part}-images-idx3-ubyte").write_bytes(idx_bytes(np.full((count, 28, 28), 7, np.uint8)))
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(idx_bytes(np.arange(count).astype(np.uint8) % 10))


@pytest.mark.parametrize("data_set", DATA_SETS, ids=lambda data_set: data_set.name)
def test_every_bundled_set_is_here_with_its_licence(data_set: Any) -> None:
    """Each bundled file is in the package; those that others made have their licence beside them."""
    path = data_file(data_set)
    assert path is not None
    if data_set.name != "mnist_cnn":
        licence = DATA / f"{data_set.bundled.split('.')[0]}.LICENSE.txt"
        assert "Creative Commons" in licence.read_text(encoding="utf-8")


def test_a_chapter_gets_the_files_it_asks_for() -> None:
    """The names of chapter.toml become files, and no others."""
    assert dict(data_for(("digits",))) == {"digits": DATA / "digits.csv.gz"}


def test_the_listing_says_what_can_be_fetched(run: Run) -> None:
    """`course data` names each set, and the command that fetches the full one."""
    listed = run("data").stdout
    for name in ("mnist", "digits", "mnist_cnn", "resnet18", "course data mnist"):
        assert name in listed


def test_full_mnist_becomes_one_npz(run: Run) -> None:
    """What torchvision fetched is kept as one .npz with the bundled file's keys, and then used by --data full."""
    plant_idx(60_000, 10_000)
    done = run("data", "mnist")
    assert done.exit_code == 0, done.output
    assert "Next: course check ch6 --data full" in done.stdout
    path = data_for(("mnist",), full=True)["mnist"]
    with np.load(path) as full, np.load(DATA / "mnist_10k_2k.npz") as bundled:
        assert set(full) == set(bundled)
        assert full["x_train"].shape == (60_000, 28, 28)
        assert {name: full[name].dtype for name in full} == {name: bundled[name].dtype for name in bundled}
    assert run("data", "mnist").exit_code == 0
    assert str(path) in run("data").stdout


def test_a_partial_mnist_is_refused_with_words(run: Run) -> None:
    """Files that hold less than the full set are not taken for it."""
    plant_idx(5_000, 1_000)
    done = run("data", "mnist")
    assert done.exit_code == 2
    assert "holds 5000 + 1000 images" in done.stderr
    assert data_file(DATA_SETS[0], full=True) is None


@pytest.mark.parametrize("name", ["mnist", "resnet18"])
def test_no_network_is_one_message(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a network the fetch says so, and that the bundled data is enough."""

    def unreachable(*_: object, **__: object) -> None:
        raise OSError("Name or service not known")

    import torchvision.models

    monkeypatch.setattr(fetch, "_torchvision_mnist", unreachable)
    monkeypatch.setattr(torchvision.models, "resnet18", unreachable)
    done = run("data", name)
    assert done.exit_code == 3
    assert "could not be fetched (Name or service not known). It needs a network" in done.stderr
    assert f"Next: course data {name}" in done.stderr


def test_the_users_folder_is_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fetched data goes to a folder of the user's, or where GRADSTEP_DATA says."""
    monkeypatch.setenv("GRADSTEP_DATA", "/somewhere")
    assert user_folder() == Path("/somewhere")
    monkeypatch.delenv("GRADSTEP_DATA")
    assert user_folder().name == "gradstep"


@pytest.mark.skipif("GRADSTEP_MNIST" not in os.environ, reason="GRADSTEP_MNIST names no folder with the full MNIST")
def test_the_real_full_mnist(run: Run) -> None:
    """The real 60,000 + 10,000 images, where a machine has them, convert and load."""
    raw = raw_folder(user_folder())
    raw.parent.mkdir(parents=True)
    raw.symlink_to(os.environ["GRADSTEP_MNIST"])
    assert run("data", "mnist").exit_code == 0
    data = read(data_for(("mnist",), full=True)["mnist"])
    assert data["y_train"][:5].tolist() == [5, 0, 4, 1, 9]
