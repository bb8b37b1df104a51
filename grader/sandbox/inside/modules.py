"""Loads the submission's modules from memory, each on first use, so that a broken one costs only its own exercises."""

from __future__ import annotations

import builtins
import linecache
import sys
import traceback
import types
from collections.abc import Mapping
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=64)
def _compiled(source: str, file: str) -> types.CodeType:
    """The mistakes of a chapter are laid over the same solution one after another."""
    return compile(source, file, "exec", dont_inherit=True)


class Modules:
    """The submission's modules: name -> the sources that make it, laid over each other in one namespace."""

    def __init__(self, layers: Mapping[str, list[tuple[str, str]]]) -> None:
        self._layers = layers
        self._loaded: dict[str, types.ModuleType] = {}
        self._builtins: dict[str, Any] = {**vars(builtins), "__import__": self._import}
        self.files = {file for sources in layers.values() for file, _ in sources}

    def load(self, name: str) -> types.ModuleType:
        """The module of that name, executed once; whatever it raises comes out and it is tried again next time."""
        if name in self._loaded:
            return self._loaded[name]
        module = types.ModuleType(name)
        module.__dict__["__builtins__"] = self._builtins
        self._loaded[name] = module
        if name not in sys.stdlib_module_names:
            sys.modules[name] = module
        try:
            for file, source in self._layers[name]:
                module.__file__ = file
                linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
                exec(_compiled(source, file), module.__dict__)
        except BaseException:
            self._loaded.pop(name, None)
            sys.modules.pop(name, None) if name not in sys.stdlib_module_names else None
            raise
        return module

    def _import(
        self, name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0  # noqa: A002
    ) -> Any:
        if level == 0 and name in self._layers:
            return self.load(name)
        return builtins.__import__(name, globals, locals, fromlist, level)

    def frames(self, error: BaseException) -> list[tuple[str, int, str]]:
        """The learner's own frames of a traceback, outermost first: (file, line, function)."""
        found = [
            (frame.f_code.co_filename, line, frame.f_code.co_name)
            for frame, line in traceback.walk_tb(error.__traceback__)
            if frame.f_code.co_filename in self.files
        ]
        if isinstance(error, SyntaxError) and error.filename in self.files:
            found.append((str(error.filename), int(error.lineno or 1), "<module>"))
        return [*found[:3], *found[3:][-20:]]
