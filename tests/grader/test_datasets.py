import gzip

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from grader.datasets import read


def test_an_npz_file_is_read_by_name(tmp_path):
    """Labels (y...) become int64; images keep their dtype."""
    path = tmp_path / "mnist.npz"
    np.savez(path, x_train=np.full((2, 3), 7, np.uint8), y_train=np.array([1, 2], np.uint8))
    data = read(path)
    assert (data["x_train"].dtype, data["y_train"].dtype) == (torch.uint8, torch.int64)
    assert data["x_train"].tolist() == [[7] * 3] * 2
    assert data["y_train"].tolist() == [1, 2]
    assert read(path)["x_train"] is data["x_train"]


def test_what_a_caller_changes_in_place_is_read_anew(tmp_path):
    """A suite that damages its data hurts no other submission."""
    path = tmp_path / "mnist.npz"
    np.savez(path, x_train=np.full((2, 3), 7, np.uint8))
    read(path)["x_train"].add_(1)
    assert read(path)["x_train"].tolist() == [[7] * 3] * 2
    read(path).clear()
    assert set(read(path)) == {"x_train"}


def test_an_npz_file_with_a_pickle_is_refused(tmp_path):
    """A data set is numbers: nothing in it is ever executed."""
    path = tmp_path / "evil.npz"
    np.savez(path, x=np.array([{"a": 1}], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        read(path)


def test_a_table_of_digits_becomes_images_and_labels(tmp_path):
    """64 values a row, then the label."""
    path = tmp_path / "digits.csv.gz"
    with gzip.open(path, "wt") as file:
        file.write(",".join(map(str, [*range(64), 5])) + "\n" + ",".join(map(str, [*range(64, 128), 6])) + "\n")
    data = read(path)
    assert (data["images"].shape, data["images"].dtype) == ((2, 8, 8), torch.float32)
    assert data["images"][1, 0].tolist() == list(range(64, 72))
    assert data["labels"].tolist() == [5, 6]


def test_weights_are_read_as_float32(tmp_path):
    """Whatever width they were stored in."""
    path = tmp_path / "cnn.safetensors"
    save_file({"w": torch.tensor([0.5, 1.5]).half()}, path)
    assert read(path)["w"].dtype == torch.float32
    assert read(path)["w"].tolist() == [0.5, 1.5]
