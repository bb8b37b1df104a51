from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from course.content import DATA
from course.mnist_idx import idx_bytes, raw_folder, write_mnist


def test_idx_bytes_hold_magic_shape_and_values() -> None:
    """An IDX file is two zeros, the type, the dimensions, big-endian sizes, the values."""
    array = np.arange(6, dtype=np.uint8).reshape(2, 3)
    assert idx_bytes(array) == bytes([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 2, 3, 4, 5])


def test_torchvision_loads_it_unchanged_and_offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`torchvision.datasets.MNIST("data", download=True)` works on what is written, without asking any network."""
    import torchvision.datasets.mnist as module
    from torchvision.datasets import MNIST

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(module, "download_and_extract_archive", no_network)
    write_mnist(DATA / "mnist_10k_2k.npz", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    train, test = MNIST("data", train=True, download=True), MNIST("data", train=False, download=True)
    assert (len(train), len(test)) == (5_000, 1_000)
    with np.load(DATA / "mnist_10k_2k.npz") as arrays:
        assert np.array_equal(train.data.numpy(), arrays["x_train"][:5_000])
        assert test.targets.tolist() == arrays["y_test"][:1_000].tolist()
    assert sorted(set(train.targets.tolist())) == list(range(10))


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    """A full MNIST that the learner put there is not replaced."""
    raw = raw_folder(tmp_path)
    raw.mkdir(parents=True)
    (raw / "train-images-idx3-ubyte").write_bytes(b"mine")
    write_mnist(DATA / "mnist_10k_2k.npz", tmp_path)
    assert (raw / "train-images-idx3-ubyte").read_bytes() == b"mine"
    assert (raw / "t10k-labels-idx1-ubyte").stat().st_size == 1_008
