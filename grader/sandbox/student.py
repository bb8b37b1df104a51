"""What a check holds: `student.f(...)`, `.run`, `.grad`, `.new`, `.build`, `.hub`, `.fresh`, `.files`, `.raises`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import torch
from torch import Tensor

from grader.axes import aligned
from grader.figure import Figure
from grader.observe import ModelView, Observation, kind_of
from grader.picture import Picture
from grader.results import Failure, Stop, Verdict, wrong
from grader.sandbox import reply as replies
from grader.sandbox.files import claimed_files
from grader.sandbox.inside import wire
from grader.sandbox.inside.recipes import CHECK_FOLDER
from grader.sandbox.seat import Seat
from grader.sandbox.shapes import Exact, called_text, fit
from grader.seeds import Seeds
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import words

SeenAs = Callable[[Any], object]
"""What there is to say of a value that could as well be another."""


def exact64(tensor: Tensor) -> Exact:
    """Send this tensor as it is: for exercises that promise any float dtype."""
    return Exact(tensor)


def outgoing(value: Any, memo: dict[int, Any] | None = None) -> Any:
    """The value as it is sent: float64 tensors as float32, handles by number, recipes likewise throughout."""
    memo = {} if memo is None else memo
    if type(value) is Exact:
        return value.tensor
    if isinstance(value, Tensor):
        return value.detach().to(torch.float32) if value.dtype == torch.float64 else value.detach()
    if type(value) is Handle:
        return wire.Handle(value.number, "")
    if type(value) is wire.Node:
        if id(value) not in memo:
            fields = {key: outgoing(item, memo) for key, item in value.fields.items()}
            memo[id(value)] = wire.Node(value.kind, fields)
        return memo[id(value)]
    if type(value) in (list, tuple):
        return type(value)(outgoing(item, memo) for item in value)
    if type(value) is dict:
        return {key: outgoing(item, memo) for key, item in value.items()}
    return value


def holds_tensors(value: Any) -> bool:
    """Whether a tensor, or a recipe or handle of something that holds tensors, is among what was sent."""
    if type(value) is wire.Node:
        return value.kind not in ("function", "path", "generator") or holds_tensors(value.fields)
    if isinstance(value, dict):
        return any(map(holds_tensors, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(holds_tensors, value))
    return isinstance(value, (Tensor, wire.Handle))


@dataclass
class Run:
    """One run of one check: whose code, which inputs, everything that was observed, and what is shown of it.

    `in_full` shows the numbers that are sent, as a worked example's are.
    """

    chapter: ChapterSpec
    exercise: ExerciseSpec
    case: str
    seeds: Seeds
    seat: Seat
    seen: list[Observation] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    in_full: bool = False
    figures: list[Figure] = field(default_factory=list)

    def close(self) -> None:
        """Ends the extra workers of `student.fresh()`."""
        for seat in self.seats:
            seat.leave()
        self.seats.clear()


class Student:
    """The submission as a hidden check sees it; every call names what it must return."""

    def __init__(self, run: Run, seat: Seat | None = None) -> None:
        self._run = run
        self._seat = seat or run.seat
        # Another worker draws other numbers: only code that seeds by itself repeats itself there.
        self._worker, self._calls = str(len(run.seats)), 0
        self._files = {name: sources[0][0] for name, sources in self._seat.layers.items() if sources}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        self._module(name)
        return lambda *args, returns=Tensor, **kwargs: self.run(name, *args, returns=returns, **kwargs).value

    def _module(self, name: str) -> str:
        for exercise in self._run.chapter.exercises:
            if name in exercise.names:
                return exercise.module
        raise AttributeError(f"no exercise of {self._run.chapter.key} defines {name!r}")

    def run(
        self, name: str, *args: Any, returns: Any = Tensor, seen_as: SeenAs | None = None, **kwargs: Any
    ) -> Observation:
        """Call the function `name`; the whole observation, arguments as they are afterwards included.

        Where many values are right, as of a random order, a mistake is known by what `seen_as` says of the value.
        """
        return self._call((self._module(name), name), name, args, kwargs, returns, seen_as=seen_as)

    def grad(
        self,
        name: str,
        *args: Any,
        wrt: Sequence[int],
        cotangent: Tensor,
        returns: Any = Tensor,
        create_graph: bool = False,
        **kwargs: Any,
    ) -> Observation:
        """Call, then back-propagate `cotangent` (the result's shape) to the arguments named by index in `wrt`."""
        target = (self._module(name), name)
        seen = self._call(
            target, name, args, kwargs, returns, wrt=tuple(wrt), cotangent=cotangent, create_graph=create_graph
        )
        if seen.grads is None or len(seen.grads) != len(wrt):
            raise _of_another_shape(seen.value, cotangent)
        return seen

    def new(self, name: str, *args: Any, **kwargs: Any) -> Handle:
        """An instance of the class `name`, which stays inside."""
        return self.keep(name, *args, **kwargs)

    def keep(self, name: str, *args: Any, **kwargs: Any) -> Handle:
        """Call `name` and leave what it returns inside, to be handed to later calls."""
        seen = self._call((self._module(name), name), name, args, kwargs, int, keep=True)
        return Handle(self, _number(seen.value), name)

    def build(self, *recipes: wire.Node) -> Any:
        """Objects of ours built inside, for several calls on the same ones: a handle a recipe."""
        sent = outgoing(list(recipes))
        first = _number(self._ask({"op": "build", "recipes": sent, "seed": self._seed()}, "build").get("value"))
        handles = [Handle(self, first + index, recipe.kind) for index, recipe in enumerate(recipes)]
        return handles[0] if len(handles) == 1 else tuple(handles)

    def fresh(self) -> Student:
        """The same submission in a second worker."""
        return self._beside(self._seat.layers)

    def _beside(self, layers: Mapping[str, list[tuple[str, str]]]) -> Student:
        seat = Seat(self._seat.sandbox, layers, self._seat.budget, self._seat.device)
        self._run.seats.append(seat)
        return Student(self._run, seat)

    def path(self, name: str) -> wire.Node:
        """A path in the worker's private folder; it arrives as a str."""
        self._seat.hold()
        return wire.Node("path", {"name": f"{self._folder}/{name}"})

    def files(self, path: str) -> dict[str, bytes]:
        """What the submission wrote at `path` (a file or a folder): name in the check's folder -> bytes.

        The bytes are the student's claim, and are for `clean_read` and for `place` in another worker, never to be
        opened on this side.
        """
        return claimed_files(self._ask({"op": "files", "folder": self._folder, "path": path}, "files"))

    def place(self, files: Mapping[str, bytes]) -> None:
        """Lay files out for the submission to read: `path` of the same name leads to each.

        They are of ours (`recipe.saved`), or what `files` took out of another worker on the same submission.
        """
        reply = self._ask({"op": "place", "folder": self._folder, "files": dict(files)}, "place")
        if reply["outcome"] != "returned":
            raise replies.broken_reply()

    def hub(self, name: str, *args: Any, **kwargs: Any) -> Handle:
        """What torch.hub.load(folder, name, ..., source="local") gives, where the module of `name` is hubconf.py.

        It stays inside, as with `keep`.
        """
        target, folder = (self._module(name), name), f"{self._folder}/hub"
        seen = self._call(target, name, args, kwargs, int, keep=True, hub=folder)
        return Handle(self, _number(seen.value), name)

    def clean_read(self, reader: str, files: Mapping[str, bytes], returns: Any = object) -> Any:
        """Files parsed by a reader of ours in a clean worker that holds no student code."""
        clean = self._beside({})
        reply = clean._ask({"op": "read", "reader": reader, "files": dict(files)}, "clean_read")
        called = f"clean_read({reader})"
        if reply["outcome"] != "returned":
            why = f"{replies.text_of(reply, 'type', 200)}: {replies.text_of(reply, 'message', 2000)}"
            self._run.seen.append(Observation(called, "unreadable", detail=why))
            raise wrong("the file that was written cannot be read as {reader}", reader=reader)
        value = replies.plain(reply.get("value"))
        self._run.seen.append(Observation(called, "returned", value))
        return fit(value, returns)

    @contextmanager
    def raises(self, *kinds: type[Exception]) -> Iterator[None]:
        """The block must end in one of these exceptions, raised by the learner's own code."""
        names = " / ".join(kind.__name__ for kind in kinds)
        try:
            yield
        except Stop as stop:
            if stop.failure.verdict is not Verdict.RAISED:
                raise
            if not any(kind.__name__ in stop.bases for kind in kinds):
                got = Failure(
                    Verdict.WRONG_ANSWER,
                    words("{names} should be raised", names=names),
                    called=stop.failure.called,
                    got=stop.failure.message,
                    place=stop.failure.place,
                )
                raise Stop(got) from None
        else:
            raise wrong("{names} should be raised", names=names, got=words("nothing was raised"))

    @cached_property
    def _folder(self) -> str:
        return f"{CHECK_FOLDER}{self._run.seeds.derive(self._run.case, 'folder') % 10**6}"

    def _seed(self) -> int:
        self._calls += 1
        return self._run.seeds.derive(self._run.chapter.key, self._run.case, "inside", self._worker, str(self._calls))

    def _ask(self, request: dict[str, Any], name: str) -> Any:
        return self._seat.exchange(request, self._run.exercise.name, name)

    def _call(
        self,
        target: tuple[str | int, str],
        name: str,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        returns: Any,
        *,
        wrt: tuple[int, ...] = (),
        cotangent: Tensor | None = None,
        create_graph: bool = False,
        keep: bool = False,
        seen_as: SeenAs | None = None,
        hub: str | None = None,
    ) -> Observation:
        memo: dict[int, Any] = {}
        sent, named = outgoing(list(args), memo), outgoing(kwargs, memo)
        called = called_text(name, args, kwargs, in_full=self._run.in_full)
        request: dict[str, Any] = {"op": "call", "target": list(target), "args": sent, "seed": self._seed()}
        optional = {
            "kwargs": named, "wrt": list(wrt), "create_graph": create_graph, "keep": keep,
            "forbidden": list(self._run.exercise.forbidden), "hub": hub,
        }  # fmt: skip
        request |= {key: value for key, value in optional.items() if value}
        if cotangent is not None:
            request["cotangent"] = outgoing(cotangent)
        file = self._files.get(str(target[0]), f"{target[0]}.py")
        try:
            reply = self._ask(request, called)
        except Stop as stop:
            self._run.seen.append(Observation(called, str(stop.failure.verdict), sent=tuple(sent)))
            raise
        seen = replies.read(reply, replies.Sent(called, tuple(sent), file, wrt, named, cotangent))
        self._run.seen.append(seen)
        failed = replies.failure(reply, called, file)
        if failed is not None:
            raise failed
        judged = self._judged(seen, returns)
        if seen_as is not None:
            self._run.seen[-1] = replace(judged, value=seen_as(judged.value), facts=None)
        return judged

    def _judged(self, seen: Observation, returns: Any) -> Observation:
        if seen.outcome == "no_graph":
            raise wrong("the result is cut off from the graph: no gradient can flow back from it")
        value = fit(seen.value, returns, seen.called)
        device = self._seat.device
        elsewhere = seen.facts is not None and seen.facts.device.split(":")[0] != device.split(":")[0]
        if seen.facts is not None and elsewhere and holds_tensors(seen.sent):
            raise wrong("the result is on {where}, its inputs are on {device}", where=seen.facts.device, device=device)
        object.__setattr__(seen, "value", value)
        return seen


class Handle:
    """An object that stays inside: call it, call its methods, set and get its state, view it."""

    def __init__(self, student: Student, number: int, name: str) -> None:
        self._student, self.number, self._name = student, number, name

    def __call__(self, *args: Any, returns: Any = Tensor, **kwargs: Any) -> Any:
        """Call the object itself."""
        return self.run("", *args, returns=returns, **kwargs).value

    def __getattr__(self, method: str) -> Callable[..., Any]:
        if method.startswith("__"):
            raise AttributeError(method)
        return lambda *args, returns=Tensor, **kwargs: self.run(method, *args, returns=returns, **kwargs).value

    def run(
        self, method: str, *args: Any, returns: Any = Tensor, seen_as: SeenAs | None = None, **kwargs: Any
    ) -> Observation:
        """Call a method ("" calls the object itself); the whole observation, `seen_as` as of Student.run."""
        shown = f"{self._name}.{method}" if method else self._name
        return self._student._call((self.number, method), shown, args, kwargs, returns, seen_as=seen_as)

    def keep(self, method: str, *args: Any, **kwargs: Any) -> Handle:
        """Call a method ("" calls the object itself) and leave what it returns inside, as another handle."""
        shown = f"{self._name}.{method}" if method else self._name
        seen = self._student._call((self.number, method), shown, args, kwargs, int, keep=True)
        return Handle(self._student, _number(seen.value), shown)

    def set_state(self, state: Mapping[str, Tensor]) -> None:
        """load_state_dict with these tensors, in place."""
        self.run("set_state", dict(state), returns=None)

    def get_state(self) -> dict[str, Tensor]:
        """A copy of its state_dict."""
        state: dict[str, Tensor] = self.run("get_state", returns=dict[str, Tensor]).value  # type: ignore[assignment]
        return state

    def view(self, returns: Any = ModelView) -> Any:
        """What it looks like now: a view (ModelView, LoaderView and so on) or a plain value."""
        reply = self._student._ask({"op": "view", "handle": self.number}, self._name)
        stop = replies.failure(reply, self._name, "")
        if stop is not None:
            raise stop
        value = replies.plain(reply.get("value"))
        self._student._run.seen.append(Observation(f"{self._name}.view()", "returned", value))
        return fit(value, returns)


def _of_another_shape(value: object, cotangent: Tensor) -> Stop:
    """What came back has not the shape that its gradient would have."""
    shape = words("shape {shape}", shape=str(tuple(cotangent.shape)))
    said = Failure(Verdict.WRONG_ANSWER, words("the shape is not right"), got=kind_of(value), expected=shape)
    if not isinstance(value, Tensor) or value.shape == cotangent.shape:
        return Stop(said)
    got, expected = tuple(value.shape), tuple(cotangent.shape)
    return Stop(said, draw=lambda: Picture(shapes=aligned(got, expected)))


def _number(value: object) -> int:
    """A claimed handle's number, one that can be sent back."""
    if type(value) is not int or not 0 <= value < 1 << 31:
        raise replies.broken_reply()
    return value
