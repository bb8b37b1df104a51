"""Where a class is judged: which engine, on which device, in which tier of the sandbox."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Protocol

from course.devices import resolve_device
from course.errors import CourseError
from course.screen import Screen
from grader.words import Words, words

if TYPE_CHECKING:
    from grader.engines import Engine
    from grader.sandbox.confine import Tier

ENGINES = ("local", "dask")


class Wanted(Protocol):
    """What was asked for on the command line."""

    @property
    def engine(self) -> str:
        """One of ENGINES."""

    @property
    def scheduler(self) -> str | None:
        """The dask scheduler that leads the workers; None for workers of this machine."""

    @property
    def jobs(self) -> int | None:
        """Judging processes of this machine."""

    @property
    def device(self) -> str:
        """`auto`, or where inputs are put."""

    @property
    def sandbox(self) -> str | None:
        """The tier that is asked for."""

    @property
    def weaker(self) -> bool:
        """Whether a tier that shuts nothing in will do."""


def check_engine(wanted: Wanted) -> None:
    """Raises CourseError for options that do not go together, or an engine that is not installed."""
    if wanted.engine == "local":
        if wanted.scheduler is not None:
            raise CourseError(words("--scheduler goes with --engine dask."), next_command="course grade --help")
        return
    if wanted.scheduler is not None and wanted.jobs is not None:
        raise CourseError(
            words("--jobs is for this machine; how many judges the workers of a scheduler have, they say themselves."),
            next_command="dask worker --nthreads N",
        )
    if any(importlib.util.find_spec(name) is None for name in ("dask", "distributed", "cryptography")):
        raise CourseError(
            words("The engine {engine} needs packages that are not installed.", engine=wanted.engine),
            next_command="python -m pip install 'gradstep[instructor]'",
        )


def make_engine(wanted: Wanted, screen: Screen) -> Engine:
    """The engine that was asked for; nothing of another one is imported."""
    if wanted.engine == "dask":
        from grader.engines.dask import DaskEngine

        def notice(said: Words) -> None:
            screen.remark(said)

        if wanted.jobs is not None:
            return DaskEngine(jobs=wanted.jobs, notice=notice)
        return DaskEngine(wanted.scheduler, notice=notice)
    from grader.engines.local import LocalEngine

    return LocalEngine(wanted.jobs) if wanted.jobs else LocalEngine()


def device_for(wanted: Wanted) -> str:
    """The device; what workers elsewhere have cannot be found out here, and so must be said."""
    if wanted.scheduler is None:
        return resolve_device(wanted.device)
    if wanted.device == "auto":
        raise CourseError(
            words("What device the workers have is not known here: say --device cpu or --device cuda."),
            next_command="course grade --help",
        )
    return wanted.device


def tier_for(wanted: Wanted) -> Tier:
    """The tier asked for, or the strongest one here, or elsewhere the full one: the least that a class is judged in.

    Raises CourseError where that shuts nothing in, unless told otherwise.
    """
    from grader.sandbox.confine import Tier, strongest

    if wanted.sandbox is not None:
        tier = Tier(wanted.sandbox)
    else:
        tier = strongest() if wanted.scheduler is None else Tier.FULL
    if tier is Tier.PROCESS and not wanted.weaker:
        raise CourseError(
            words(
                "Here submissions cannot be shut in, and one could read or change what belongs to others. Grade on "
                "Linux with Landlock and seccomp, or say --allow-weaker-sandbox."
            ),
            next_command="course doctor",
        )
    return tier
