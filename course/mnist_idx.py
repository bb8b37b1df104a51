"""MNIST in the IDX layout that torchvision looks for, cut from the bundled images: works with no network."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING

from course.files import write_whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TRAIN, TEST = 5_000, 1_000
_FILES = (("train", "x_train", "y_train", TRAIN), ("t10k", "x_test", "y_test", TEST))


def raw_folder(data: Path) -> Path:
    """Where `torchvision.datasets.MNIST(data, download=True)` looks for the four files."""
    return data / "MNIST" / "raw"


def write_mnist(bundled: Path, data: Path) -> Path:
    """Writes 5,000 + 1,000 images and labels under `data` and returns their folder; files that are there stay."""
    import numpy as np

    raw = raw_folder(data)
    with np.load(bundled) as arrays:
        for part, images, labels, count in _FILES:
            for kind, name in (("images-idx3-ubyte", images), ("labels-idx1-ubyte", labels)):
                path = raw / f"{part}-{kind}"
                if not path.exists():
                    write_whole(path, idx_bytes(arrays[name][:count]))
    return raw


def idx_bytes(array: NDArray[np.uint8]) -> bytes:
    """An array of bytes in the IDX format: two zero bytes, type 8 (unsigned byte), the dimensions, the values."""
    header = struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    return header + array.astype("uint8").tobytes()
