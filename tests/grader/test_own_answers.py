"""Where the course's own answers run: a worker a submission at first, one that lasts in a class."""

from __future__ import annotations

import fake_sandbox
import pytest
import torch
from judging import load

from grader import own_answers
from grader.engines import Job
from grader.engines.bench import Bench
from grader.grade import Conditions, Grader
from grader.own_answers import OwnAnswers, can_be_forked
from grader.results import ScoreReport
from grader.sandbox import zygote
from grader.sandbox.confine import Tier
from grader.sandbox.failures import SandboxUnavailable
from grader.sandbox.seat import Budget, Seat
from grader.words import words


class Place(fake_sandbox.FakeSandbox):
    """A sandbox that counts its workers, and says when it is ready."""

    def __init__(self) -> None:
        self.given: list[fake_sandbox.FakeWorker] = []
        self.ready, self.closed = True, False

    def worker(self) -> fake_sandbox.FakeWorker:
        self.given.append(fake_sandbox.FakeWorker())
        return self.given[-1]

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> tuple[Place, Place, OwnAnswers]:
    """The submissions' sandbox and the other one; two submissions are few."""
    monkeypatch.setattr(own_answers, "FEW", 2)
    theirs, another = Place(), Place()
    return theirs, another, OwnAnswers(theirs, lambda: another, device="cpu")


def use(ours: OwnAnswers) -> Budget:
    """Loads a module of ours, as a diagnosis does; the budget that the seat was given."""
    budget = Budget(5, 60)
    with ours.seat(budget) as seat:
        ask(seat)
        assert seat.budget is budget
    return budget


def ask(seat: Seat) -> None:
    seat.exchange({"op": "load", "modules": {}, "device": "cpu"}, "e", "e")


def test_few_submissions_get_a_worker_each(places) -> None:
    """Nothing else is started, and each worker ends with its submission."""
    theirs, another, ours = places
    use(ours)
    use(ours)
    assert [worker.alive for worker in theirs.given] == [False, False]
    assert another.given == []


def test_more_share_one_that_lasts(places) -> None:
    """After a few, one worker in the other sandbox serves all, and the submissions' sandbox none."""
    theirs, another, ours = places
    for _ in range(6):
        use(ours)
    assert len(theirs.given) == 2
    assert [worker.alive for worker in another.given] == [True]


def test_those_that_ask_nothing_do_not_count(places) -> None:
    """A class of solved submissions never pays for a second warm process."""
    theirs, another, ours = places
    for _ in range(9):
        with ours.seat(Budget(5, 60)):
            pass
    use(ours)
    use(ours)
    assert (len(theirs.given), another.given) == (2, [])


def test_the_other_sandbox_is_not_waited_for(places) -> None:
    """While it loads torch, a submission's time for diagnosis is not spent on it."""
    theirs, another, ours = places
    another.ready = False
    for _ in range(4):
        use(ours)
    assert (len(theirs.given), len(another.given)) == (4, 0)
    another.ready = True
    use(ours)
    assert (len(theirs.given), len(another.given)) == (4, 1)


def test_what_lasts_is_renewed(places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its limits are those of any worker, so it ends before it reaches them."""
    _, another, ours = places
    monkeypatch.setattr(own_answers, "MOST_USES", 3)
    for _ in range(2 + 7):
        use(ours)
    assert [worker.alive for worker in another.given] == [False, False, True]


def test_one_that_took_long_is_renewed(places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processor time is one of the limits."""
    _, another, ours = places
    monkeypatch.setattr(own_answers, "MOST_SECONDS", 0.0)
    for _ in range(2 + 2):
        use(ours)
    assert len(another.given) == 2


def test_one_that_died_is_replaced(places) -> None:
    """A mistake that ends its worker costs the next submission nothing."""
    _, another, ours = places
    for _ in range(3):
        use(ours)
    another.given[0].alive = False
    use(ours)
    assert [worker.alive for worker in another.given] == [False, True]


def test_another_sandbox_that_cannot_be_had_is_given_up(places, monkeypatch: pytest.MonkeyPatch) -> None:
    """One submission goes without, and the next ones get what few submissions get."""
    theirs, another, ours = places
    use(ours)
    use(ours)

    def refused() -> None:
        raise SandboxUnavailable(words("no memory"))

    monkeypatch.setattr(another, "worker", refused)
    with pytest.raises(SandboxUnavailable):
        use(ours)
    assert another.closed
    use(ours)
    assert len(theirs.given) == 3


def test_another_sandbox_that_cannot_be_started(places) -> None:
    """Where no process can be forked a submission gets what few submissions get, and it is tried again later."""
    theirs, another, _ = places
    tried = []

    def refused() -> Place:
        tried.append(1)
        if len(tried) == 1:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return another

    ours = OwnAnswers(theirs, refused, device="cpu")
    for _ in range(4):
        use(ours)
    assert (len(theirs.given), len(tried)) == (4, 1)
    use(ours)
    assert (len(theirs.given), len(another.given), len(tried)) == (4, 1, 2)


def test_what_loads_torch_itself_comes_later(places, monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs as much as many forks."""
    theirs, another, _ = places
    monkeypatch.setattr(own_answers, "MANY", 5)
    ours = OwnAnswers(theirs, lambda: another, device="cpu", cheap=False)
    for _ in range(6):
        use(ours)
    assert (len(theirs.given), len(another.given)) == (5, 1)


@pytest.mark.parametrize(
    ("may_fork", "accelerator", "tier", "twin", "cheap"),
    [
        (True, False, Tier.FULL, True, True),
        (False, False, Tier.FULL, False, False),
        (True, True, Tier.FULL, False, False),
        (False, False, Tier.PROCESS, False, True),
    ],
)
def test_the_other_sandbox_is_forked_where_that_is_safe(
    monkeypatch: pytest.MonkeyPatch, may_fork: bool, accelerator: bool, tier: Tier, twin: bool, cheap: bool
) -> None:
    """Not from a process with others' threads, and not from one that has an accelerator: its fork could not compute.

    Where every worker is a process that loads torch, one that lasts pays at once.
    """
    asked = []

    def opening(*_: object, **options: object) -> Place:
        asked.append(options.get("twin", False))
        place = Place()
        place.tier = tier
        return place

    monkeypatch.setattr(zygote, "open_sandbox", opening)
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: accelerator)
    with Grader(Conditions(), load("ch90_mini"), may_fork=may_fork) as grader:
        grader._ours._open_another()
        assert grader._ours._cheap is cheap
    assert asked == [False, twin]


def test_a_class_forks_it(tmp_path) -> None:
    """The judging processes of a class are ours alone."""
    with Bench(Job((load("ch90_mini"),), Conditions(), tmp_path)) as bench:
        bench.warm()
        assert [grader._ours._cheap for grader in bench._graders.values()] == [can_be_forked()]


def test_it_closes_what_it_opened(places) -> None:
    """The other sandbox, and not the submissions'."""
    theirs, another, ours = places
    ours.close()
    assert not another.closed
    for _ in range(3):
        use(ours)
    ours.close()
    assert another.closed
    assert not theirs.closed


def diagnoses(report: ScoreReport) -> list[tuple[str, str | None, str | None]]:
    return [(check.name, check.diagnosis, check.blames) for e in report.exercises for check in e.checks]


@pytest.mark.parametrize("may_fork", [False, True])
def test_a_worker_that_lasts_names_the_same_mistakes(
    tmp_path, monkeypatch: pytest.MonkeyPatch, may_fork: bool
) -> None:
    """Every mistake of a course gets the report that a worker of its own would have given."""
    chapter = load("ch90_mini")
    mistakes = [path for exercise in chapter.exercises for path in chapter.variants("mistakes", exercise.name)]
    assert len(mistakes) >= 3
    monkeypatch.setattr(own_answers, "FEW", 0)
    monkeypatch.setattr(own_answers, "MANY", 0)
    conditions = Conditions(seed="1", diagnosis_seconds=60)
    lasting, single = [], []
    with Grader(conditions, chapter, may_fork=may_fork) as grader:
        grader._ours._another = grader._ours._open_another()
        grader._ours._another.worker().kill()  # wait until it has loaded torch
        for number, path in enumerate(mistakes):
            folder = tmp_path / str(number)
            folder.mkdir()
            module = chapter.exercise(path.stem.split("__")[0]).module
            for name, text in chapter.solution_sources.items():
                (folder / f"{name}.py").write_text(text + (path.read_text() if name == module else ""))
            lasting.append(diagnoses(grader.grade(folder, chapter, conditions)))
        assert grader._ours._lasting is not None
        monkeypatch.setattr(own_answers, "FEW", 10**6)
        monkeypatch.setattr(own_answers, "MANY", 10**6)
        grader._ours.close()
        single += [diagnoses(grader.grade(tmp_path / str(n), chapter, conditions)) for n in range(len(mistakes))]
        assert grader._ours._lasting is None
    assert lasting == single
    assert any(named for report in lasting for _, named, _ in report)
