"""Calls an entry point of a submission's module through torch.hub, from a folder whose hubconf.py is that module."""

from __future__ import annotations

import os
import types
from collections.abc import Callable

import torch

# torch.hub runs the file anew at every load. The module has been run already, under the name by which errors show it.
HUBCONF = """import sys
globals().update({{name: value for name, value in vars(sys.modules[{module!r}]).items() if name[:2] != "__"}})
"""


def through_hub(folder: str, module: types.ModuleType, name: str) -> Callable[..., object]:
    """What calls torch.hub.load(folder, name, ..., source="local"); `module` is in sys.modules, `name` is in it."""

    def load(*args: object, **kwargs: object) -> object:
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "hubconf.py"), "w", encoding="utf-8") as file:
            file.write(HUBCONF.format(module=module.__name__))
        return torch.hub.load(folder, name, *args, source="local", **kwargs)  # type: ignore[no-untyped-call]

    return load
