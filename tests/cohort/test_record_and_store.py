"""What the store keeps: reports without loss, files whole or not at all, names that no file system mistakes."""

from __future__ import annotations

import errno
import json
import multiprocessing
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from grader.figure import Along, Confusion, Curve, Images, Measure, Misread, Share
from grader.picture import Axis, Cell, Grid, Mark, Part, Picture, Shapes
from grader.record import from_record, to_record, without_images
from grader.results import (
    CheckResult,
    ExerciseReport,
    Failure,
    Place,
    SandboxReport,
    ScoreReport,
    State,
    Verdict,
)
from grader.store import Busy, Store, digest_of, safe_name, write_durably
from grader.submission import from_files
from grader.words import Words

texts = st.text(max_size=20)
sentences = st.recursive(
    st.builds(Words, texts),
    lambda inner: st.builds(
        Words,
        texts,
        st.dictionaries(texts, inner | texts | st.integers(), max_size=3).map(lambda values: tuple(values.items())),
    ),
    max_leaves=4,
)
scores = st.none() | st.decimals(0, 100, places=2)
failures = st.builds(
    Failure, st.sampled_from(Verdict), sentences, st.none() | texts, st.none() | sentences, st.none() | sentences,
    st.none() | st.builds(Place, texts, st.integers(0, 99)), st.lists(texts, max_size=2).map(tuple),
)  # fmt: skip
sizes = st.none() | st.integers(0, 9)
pictures = st.builds(
    Picture,
    st.none() | st.builds(
        Shapes, st.lists(st.builds(Axis, sizes, sizes, st.sampled_from(Mark)), max_size=3).map(tuple), sentences,
        st.tuples(st.integers(0, 9), st.integers(0, 9)),
    ),
    st.none() | st.builds(
        Grid, st.lists(st.text("".join(Cell), max_size=3), max_size=3).map(tuple), *[st.integers(1, 9)] * 5,
        st.none() | sentences,
    ),
    st.lists(st.builds(Part, texts, st.booleans()), max_size=2).map(tuple),
    st.integers(0, 9),
)  # fmt: skip
numbers = st.floats(-9, 9)
figures = st.one_of(
    st.builds(Share, numbers, numbers, numbers, numbers),
    st.builds(Confusion, st.lists(texts, max_size=2).map(tuple), st.lists(st.tuples(st.integers(0, 9))).map(tuple)),
    st.builds(
        Curve, st.sampled_from(Measure), st.sampled_from(Along),
        st.lists(st.tuples(numbers, st.none() | numbers), max_size=3).map(tuple),
        st.lists(st.tuples(numbers, numbers, numbers), max_size=3).map(tuple), st.booleans(), st.booleans(),
    ),
    st.builds(
        Images, st.integers(1, 9), st.integers(1, 9),
        st.lists(st.builds(Misread, texts, texts, texts), max_size=2).map(tuple), st.integers(0, 9), st.integers(0, 9),
    ),
)  # fmt: skip
checks = st.builds(
    CheckResult, texts, texts, texts, st.sampled_from(Verdict), st.integers(0, 5), st.booleans(), st.none() | failures,
    st.floats(0, 9), texts, st.none() | texts, st.none() | texts, st.none() | pictures,
    st.lists(figures, max_size=2).map(tuple),
)  # fmt: skip
exercises = st.builds(
    ExerciseReport, texts, texts, st.booleans(), scores, st.decimals(0, 100, places=2),
    st.lists(checks, max_size=2).map(tuple),
)  # fmt: skip
reports = st.builds(
    ScoreReport, texts, st.sampled_from(State), scores, st.decimals(0, 100, places=2), texts, texts,
    st.builds(SandboxReport, texts, st.lists(texts, max_size=2).map(tuple)), st.lists(exercises, max_size=2).map(tuple),
    st.lists(sentences, max_size=2).map(tuple), st.floats(0, 9),
)  # fmt: skip


@given(reports)
def test_a_class_keeps_no_images(report: ScoreReport) -> None:
    """Everything else stays as it was."""

    def shown(judged: ScoreReport) -> list[list[object]]:
        checks = [check for exercise in judged.exercises for check in exercise.checks]
        return [[figure for figure in check.figures if not isinstance(figure, Images)] for check in checks]

    kept = without_images(report)
    assert shown(kept) == shown(report) == [list(check.figures) for item in kept.exercises for check in item.checks]
    assert (kept.score, kept.notes, len(kept.exercises)) == (report.score, report.notes, len(report.exercises))


@given(reports)
def test_a_report_comes_back_as_it_was(report: ScoreReport) -> None:
    """By way of JSON: words as templates with their values, scores exact."""
    assert from_record(json.loads(json.dumps(to_record(report)))) == report


def test_another_version_is_refused() -> None:
    """A record of a later gradstep is not guessed at."""
    with pytest.raises(ValueError, match="version 2"):
        from_record({"version": 2})


def test_a_result_is_found_again(tmp_path: Path) -> None:
    """By its key, and by nothing else."""
    store = Store(tmp_path)
    assert store.load("ab12") is None
    store.save("ab12", {"report": None, "n": 1})
    assert store.load("ab12") == {"report": None, "n": 1, "key": "ab12"}
    assert store.load("ab13") is None


@pytest.mark.parametrize("damage", [b"", b"x", None], ids=["empty", "one byte", "cut"])
def test_a_damaged_result_is_none(tmp_path: Path, damage: bytes | None) -> None:
    """As a machine that lost its power may leave it: the unit is judged again."""
    store = Store(tmp_path)
    store.save("ab12", {"report": None})
    (path,) = tmp_path.rglob("ab12.json")
    path.write_bytes(path.read_bytes()[:-3] if damage is None else damage)
    assert store.load("ab12") is None


def test_a_result_under_another_name_is_none(tmp_path: Path) -> None:
    """A file that was renamed is no result of that unit."""
    store = Store(tmp_path)
    store.save("ab12", {"report": None})
    (path,) = tmp_path.rglob("ab12.json")
    path.rename(path.with_name("ab99.json"))
    assert store.load("ab99") is None


def test_sources_are_kept_once(tmp_path: Path) -> None:
    """Byte for byte, under the digest of the submission."""
    store = Store(tmp_path)
    submission = from_files({"one": b"x = 1\r\n"}, ["one", "two"], chapter_key="ch01_x")
    store.keep_sources(submission)
    store.keep_sources(submission)
    folder = store.sources(submission.digest)
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("one.py", b"x = 1\r\n")]


def _hold(folder: str, ready: multiprocessing.connection.Connection) -> None:  # type: ignore[name-defined]
    with Store(Path(folder)).locked():
        ready.send(True)
        ready.recv()


def test_two_runs_do_not_meet_in_one_folder(tmp_path: Path) -> None:
    """The second is told; after a kill the folder is free, and what was half done is swept away."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    other = context.Process(target=_hold, args=(str(tmp_path), theirs))
    other.start()
    assert ours.poll(30)
    with pytest.raises(Busy), Store(tmp_path).locked():
        pass
    other.kill()
    other.join()
    half = tmp_path / "results" / "ab" / ".ab12.json.77.part"
    half.parent.mkdir(parents=True)
    half.write_text("half")
    (tmp_path / "sources" / "ab" / ".abc.77").mkdir(parents=True)
    with Store(tmp_path).locked():
        assert not half.exists()
        assert list((tmp_path / "sources" / "ab").iterdir()) == []


@given(texts.filter(lambda name: name == unicodedata.normalize("NFC", name)), texts)
def test_file_names_are_plain_and_differ(one: str, other: str) -> None:
    """Whatever students are called: no separator, no dot first, short, and equal for equal names only."""
    name = safe_name(one)
    assert name
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert not name.startswith(".")
    assert len(name.encode("utf-8", "surrogatepass")) <= 100
    if one != other:
        assert safe_name(one).casefold() != safe_name(other).casefold()


def test_ordinary_names_stay_as_they_are() -> None:
    """In any script; what differs by case alone is told apart on a disk that does not."""
    assert [safe_name(name) for name in ("anna", "李雷", "j-doe_2")] == ["anna", "李雷", "j-doe_2"]
    assert safe_name("Anna") != safe_name("anna")
    assert safe_name("Anna").startswith("Anna-")
    assert safe_name("con").startswith("con-")


def test_a_hash_tells_parts_from_their_sum() -> None:
    """Where one part ends and the next begins counts."""
    assert digest_of("ab", "c") != digest_of("a", "bc")
    assert digest_of("a") == digest_of(b"a")


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """Whatever stops its pieces: the old file is whole, nothing lies beside it, and an error of the disk names it."""
    path = tmp_path / "scores.csv"
    write_durably(path, (b"one,", b"two"))
    assert path.read_bytes() == b"one,two"

    def stopped(error: BaseException) -> Iterator[bytes]:
        yield b"half"
        raise error

    with pytest.raises(KeyboardInterrupt):
        write_durably(path, stopped(KeyboardInterrupt()))
    with pytest.raises(OSError, match="No space left") as raised:
        write_durably(path, stopped(OSError(errno.ENOSPC, "No space left on device")))
    assert raised.value.filename == str(path)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("scores.csv", b"one,two")]


def test_half_done_files_are_swept_wherever_they_lie(tmp_path: Path) -> None:
    """A killed run may have been writing results, sources, reports or exports; what is whole stays."""
    for name in ("results/ab", "reports/ch03_x", "exports", "exports/gradescope-ch03_x", "."):
        folder = tmp_path / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".a.json.7.part").write_text("half")
        (folder / "a.json").write_text("whole")
    with Store(tmp_path).locked():
        left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted({path.name for path in left}) == [".lock", "a.json"]
    assert len(left) == 6


def test_a_disk_without_locks_is_no_other_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the file; nobody is told of a run that there is not."""
    fcntl = pytest.importorskip("fcntl", reason="there are no locks here")

    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    with pytest.raises(OSError, match="No locks") as raised, Store(tmp_path).locked():
        pass
    assert raised.value.filename == str(tmp_path / ".lock")
