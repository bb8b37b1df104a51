"""The script that the trusted side executes by path: it loads this folder as the package `inside` and does the plan."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType


def load_package(name: str, folder: Path) -> ModuleType:
    """The package in `folder` under `name`, though its parent is not on sys.path."""
    places = [str(folder)]
    spec = importlib.util.spec_from_file_location(name, folder / "__init__.py", submodule_search_locations=places)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {folder}")
    package = importlib.util.module_from_spec(spec)
    sys.modules[name] = package
    spec.loader.exec_module(package)
    return package


def main() -> int:
    """Read the plan on descriptor 0 and become a fork server or a worker."""
    load_package("inside", Path(__file__).parent)
    channel = importlib.import_module("inside.channel")
    plan = channel.read_json(0)
    module = "inside.forkserver" if plan["tier"] in ("full", "landlock") else "inside.alone"
    code: int = importlib.import_module(module).main(plan)
    return code


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)
