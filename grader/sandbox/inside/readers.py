"""Readers of ours for files that a submission wrote; they run in a worker that holds no student code."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable

import torch


def read_torch_weights_only(files: dict[str, bytes]) -> object:
    """The object that torch.save wrote to the only file, by the restricted loader, its tensors on the CPU."""
    (data,) = files.values()
    return torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)


def read_tensorboard(files: dict[str, bytes]) -> dict[str, list[list[object]]]:
    """TensorBoard event files -> tag -> [[step, value], ...] of its scalars."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator  # type: ignore[import-untyped]
    from torch.utils.tensorboard import SummaryWriter  # noqa: F401  registers the tensor plugin's stub

    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = os.path.join(folder, os.path.basename(name))
            with open(path, "wb") as file:
                file.write(data)
        events = EventAccumulator(folder, size_guidance={"scalars": 0})
        events.Reload()
        return {
            tag: [[int(event.step), float(event.value)] for event in events.Scalars(tag)]
            for tag in events.Tags()["scalars"]
        }


READERS: dict[str, Callable[[dict[str, bytes]], object]] = {
    "torch_weights_only": read_torch_weights_only,
    "tensorboard": read_tensorboard,
}
