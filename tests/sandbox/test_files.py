"""A second worker on one submission, and files that leave one worker: in every tier that this machine has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from judging import load

from grader.results import Stop
from grader.sandbox.confine import Tier
from grader.sandbox.inside import wire
from grader.sandbox.inside.files import MOST_BYTES, MOST_FILES
from grader.sandbox.seat import Budget, Seat
from grader.sandbox.student import Run, Student
from grader.sandbox.zygote import Sandbox, open_sandbox
from grader.seeds import Seeds
from grader.suite import recipe

CHAPTER = load("ch90_mini")
X = torch.tensor([[1.0, -2.0, 0.5]])
SOURCE = (
    f"MOST_BYTES, MOST_FILES = {MOST_BYTES}, {MOST_FILES}"
    """
import contextlib, os, tempfile
import torch

calls = []
load = torch.load


def store(value, path):
    calls.append(value)
    torch.load = lambda *_, **__: torch.full((1, 3), 7.0)  # which no other worker may notice
    torch.save(value, path)


def count_down(what, path=""):
    folder = os.path.dirname(path)
    if what == "calls":
        return len(calls)
    if what == "load":
        return load(path)
    if what == "names":
        return sorted(os.path.relpath(os.path.join(d, f), folder) for d, _, fs in os.walk(folder) for f in fs)
    if what == "large":
        with open(path, "wb") as file:
            file.write(bytes(MOST_BYTES + 1))
    if what == "many":
        for number in range(MOST_FILES + 1):
            open(path + str(number), "w").close()
    if what == "odd":
        with contextlib.suppress(OSError):  # the tiers that shut in make no fifo at all
            os.mkfifo(path + ".fifo")
        os.symlink("/dev/zero", path + ".zero")
        os.symlink(folder, path + ".loop")
        open(path, "w").close()
    if what == "payload":
        class Payload:
            def __reduce__(self):
                return os.mkdir, (os.path.join(tempfile.gettempdir(), "ran"),)
        torch.save({"model": Payload()}, path)
"""
)


@pytest.fixture(scope="module")
def real(temporary) -> Iterator[dict[Tier, Sandbox]]:
    """Sandboxes whose workers are the ones that submissions get; each stays warm while this file runs."""
    sandboxes: dict[Tier, Sandbox] = {}
    yield sandboxes
    for sandbox in sandboxes.values():
        sandbox.close()


@pytest.fixture
def student(tier: Tier, real: dict[Tier, Sandbox]) -> Iterator[Student]:
    """SOURCE, as a check holds it, in each tier."""
    if tier not in real:
        real[tier] = open_sandbox(tier)
    with Seat(real[tier], {"storing": [("storing.py", SOURCE)]}, Budget(20, 120)) as seat:
        run = Run(CHAPTER, CHAPTER.exercise("store"), "case", Seeds.from_text("1"), seat)
        yield Student(run)
        run.close()


def said(call, *args, **options) -> str:
    """What a learner reads of a call that does not go well."""
    with pytest.raises(Stop) as caught:
        call(*args, **options)
    return caught.value.failure.message.render()


def test_a_second_worker_knows_nothing_of_the_first(student) -> None:
    """Neither its objects nor its files, until they are laid out there; then it reads what the first one wrote."""
    student.store(X, student.path("run/x.pt"), returns=None)
    fresh = student.fresh()
    assert student.count_down("calls", returns=int) == 1
    assert fresh.count_down("calls", returns=int) == 0
    assert fresh.files("") == {}
    files = student.files("run")
    assert list(files) == ["run/x.pt"]
    fresh.place(files)
    assert fresh.files("") == files
    assert fresh.count_down("names", fresh.path("run/x.pt"), returns=list[str]) == ["x.pt"]
    assert torch.equal(fresh.count_down("load", fresh.path("run/x.pt")), X)


def test_what_is_laid_out_is_gone_with_the_check(student) -> None:
    """The next check of the same worker finds nothing in its folder, neither of ours nor of the submission's."""
    student.place({"deep/ours.pt": recipe.saved(X)})
    assert torch.equal(student.count_down("load", wire.Node("path", {"name": f"{student._folder}/deep/ours.pt"})), X)
    student._seat.begin_check()
    assert student.files("") == {}
    student._seat.begin_check()
    student.store(X, student.path("left"), returns=None)
    student._seat.begin_check()
    assert student.files("") == {}


def test_a_file_is_opened_where_no_student_code_ever_ran(student) -> None:
    """What the submission has made of torch.load in its own process reads no file of a check."""
    student.store(X, student.path("x.pt"), returns=None)
    assert torch.equal(student.clean_read("torch_weights_only", student.files("x.pt"), returns=torch.Tensor), X)


def test_a_file_that_would_run_a_command_is_refused(student) -> None:
    """By the reader; the command was not run in the submission's worker either."""
    student.count_down("payload", student.path("x.pt"), returns=None)
    read = said(student.clean_read, "torch_weights_only", student.files("x.pt"))
    assert read == "the file that was written cannot be read as torch_weights_only"
    assert student.count_down("names", student.path("x.pt"), returns=list[str]) == ["x.pt"]


@pytest.mark.parametrize("what", ["large", "many"])
def test_more_than_may_leave_is_told_as_such(student, what) -> None:
    """And never handed on in part."""
    student.count_down(what, student.path("x"), returns=None)
    assert said(student.files, "") == f"what was written is more than {MOST_FILES} files or {MOST_BYTES >> 20} MB"


def test_what_is_no_file_is_left_where_it_is(student) -> None:
    """A fifo would keep the worker waiting, a device never end, a link to its own folder lead round and round."""
    student.count_down("odd", student.path("x"), returns=None)
    assert student.files("") == {"x": b""}
