"""Which module answers requests: worker.py, or the file that a test names."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType


def serving_module(path: str | None) -> ModuleType:
    """The module whose `serve(channel)` a worker runs."""
    if path is None:
        return importlib.import_module(f"{__package__}.worker")
    spec = importlib.util.spec_from_file_location("serving", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["serving"] = module
    spec.loader.exec_module(module)
    return module
