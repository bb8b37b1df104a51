"""The trusted pytest: this very file runs inside of another one, as a learner's may."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
import warnings
from pathlib import Path

import pytest
import torch
from fake_sandbox import FakeSandbox
from judging import MINI, judge, load, no_data

from grader.plugin import Suite
from grader.results import Stop, Verdict
from grader.sandbox.seat import Budget, Seat
from grader.sandbox.student import Run
from grader.seeds import Seeds
from grader.spec import ChapterSpec, ContentTree, DatasetMissing, SpecError, load_chapter
from grader.words import words

HEAD = '''
"""A suite."""
import pytest
import torch
from grader.suite import assert_close, assert_equal
double, halve = pytest.mark.exercise("double"), pytest.mark.exercise("halve")

@halve
def test_halve(student):
    """halve halves"""
    assert_close(student.halve(torch.ones(2)), torch.full((2,), 0.5))
'''


@pytest.fixture
def write(tmp_path):
    """Makes a chapter whose hidden suite ends with this source."""

    def chapter(source: str, folder: str = "course") -> ChapterSpec:
        root = tmp_path / folder
        shutil.copytree(MINI, root, dirs_exist_ok=True)
        (root / "suites/ch91_broken/test_ch91.py").write_text(HEAD + textwrap.dedent(source), encoding="utf-8")
        return load_chapter(
            ContentTree(*(root / name for name in ("chapters", "solutions", "exercises", "suites"))), "ch91_broken"
        )

    return chapter


@pytest.fixture
def made():
    """Makes runs of a check of `double` against the solution; their workers end with the test."""
    runs: list[Run] = []

    def run(chapter: ChapterSpec, case: str) -> Run:
        layers = {name: [(f"{name}.py", text)] for name, text in chapter.solution_sources.items()}
        seat = Seat(FakeSandbox(), layers, Budget(5, 5))
        runs.append(Run(chapter, chapter.exercise("double"), case, Seeds.from_text("1"), seat))
        return runs[-1]

    yield run
    for one in runs:
        one.seat.close()


DOUBLE = '''
@double
def test_double(student, rng):
    """double doubles"""
    x = rng.normal(3, 2)
    assert_close(student.double(x), 2 * x)
'''


def verdicts(chapter: ChapterSpec, sources: dict[str, str] | None = None, suite: Suite | None = None) -> dict[str, str]:
    """What the chapter's checks come to, by name."""
    judged = judge(chapter, suite or Suite(chapter, no_data), sources)
    return {result.name: str(result.verdict) for result in judged.results}


FINE = {"test_double": "passed", "test_halve": "passed"}


def test_checks_are_what_the_suite_says(suite):
    """Name, exercise, the docstring's line, weight, visibility, cases, devices."""
    checks = {check.name: check for check in suite.checks}
    values = checks["test_scale_values"]
    assert (values.exercise, values.weight, values.visible) == ("scale", 2, False)
    assert values.title == "Every element is multiplied by factor, and the shape stays"
    assert values.cases == tuple(f"test_scale_values[shape{n}]" for n in range(3))
    example = checks["test_scale_example"]
    assert (example.weight, example.visible, example.cases) == (0, True, ("test_scale_example",))
    assert checks["test_scale_on_gpu"].devices == {"cuda"}
    assert list(checks)[:3] == ["test_scale_example", "test_scale_values", "test_scale_gradient"]


SURROUNDINGS = {
    "conftest.py": "import pytest\ndef pytest_collection_modifyitems(items): items.clear()\n"
    "@pytest.fixture\ndef student(): return None\n",
    "pytest.ini": "[pytest]\naddopts = --collect-only -k nothing\npython_functions = nothing_*\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--maxfail=1 -k nothing'\npython_functions = 'nothing_*'\n",
    "setup.cfg": "[tool:pytest]\naddopts = -k nothing\n",
    "tox.ini": "[pytest]\naddopts = -k nothing\n",
}


def test_no_configuration_of_the_surroundings_is_read(write, monkeypatch):
    """Neither beside the suite, nor above it, nor in the working directory."""
    chapter = write(DOUBLE)
    for folder in (chapter.suite, chapter.suite.parent, chapter.suite.parent.parent):
        for name, text in SURROUNDINGS.items():
            (folder / name).write_text(text)
    monkeypatch.chdir(chapter.suite)
    assert verdicts(chapter) == FINE


def test_no_option_of_the_environment_is_read(write, monkeypatch, tmp_path):
    """And it is there again afterwards."""
    (tmp_path / "evil_plugin.py").write_text(SURROUNDINGS["conftest.py"])
    monkeypatch.syspath_prepend(tmp_path)
    ours = {
        "PYTEST_ADDOPTS": "-k nothing --collect-only",
        "PYTEST_PLUGINS": "evil_plugin",
        "PYTEST_CURRENT_TEST": "outer",
        "PYTEST_DEBUG": "1",
    }
    for name, value in ours.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", raising=False)
    assert verdicts(write(DOUBLE)) == FINE
    assert {name: os.environ.get(name) for name in ours} == ours
    assert "PYTEST_DISABLE_PLUGIN_AUTOLOAD" not in os.environ
    assert "evil_plugin" not in sys.modules


def test_no_plugin_that_is_installed_is_loaded(write, monkeypatch, tmp_path):
    """A dropped dist-info turns failures into passes in plain pytest."""
    info = tmp_path / "evil-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[pytest11]\nevil = evil_installed\n")
    (tmp_path / "evil_installed.py").write_text(
        "def pytest_runtest_makereport(item, call):\n    call.excinfo = None\n" + SURROUNDINGS["conftest.py"]
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", raising=False)
    wrong = {"doubling": "def double(x): return x\ndef halve(x): return x / 2"}
    assert verdicts(write(DOUBLE), wrong) == FINE | {"test_double": "wrong_answer"}
    assert "evil_installed" not in sys.modules


def test_warnings_and_switches_of_the_interpreter_change_nothing(write):
    """A check that warns is judged, though warnings are errors here."""
    source = '''
    import warnings

    @double
    def test_double(student, rng):
        """double doubles"""
        warnings.warn("a warning", DeprecationWarning)
        x = rng.normal(3, 2)
        assert_close(student.double(x), 2 * x)
    '''
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("error")
        assert verdicts(write(source)) == FINE
    assert said == []


def test_a_suite_is_collected_once_and_run_with_fresh_inputs(write):
    """For one submission after another, each with its own seed; nothing of one is seen by the next."""
    chapter = write("collected = []\ncollected.append(1)\nprint('collected', len(collected))\n" + DOUBLE)
    suite = Suite(chapter, no_data)
    spy = "def double(x): raise KeyError(x[0, 0].item())\ndef halve(x): return x / 2"
    said = {
        judge(chapter, suite, {"doubling": spy}, seed=str(n))["test_double"].failure.message.render() for n in range(5)
    }
    assert len(said) == 5
    assert verdicts(chapter, suite=suite) == FINE
    wrong = {"doubling": "def double(x): return x\ndef halve(x): return x / 2"}
    assert verdicts(chapter, wrong, suite) == FINE | {"test_double": "wrong_answer"}
    assert verdicts(chapter, suite=suite) == FINE


def test_two_courses_may_hold_a_suite_of_one_name(write):
    """Each is collected from its own folder, and a suite that was edited is collected anew."""
    other = DOUBLE.replace("2 * x", "3 * x")
    first, second = write(DOUBLE, "first"), write(other, "second")
    suites = [Suite(first, no_data), Suite(second, no_data)]
    assert verdicts(first, suite=suites[0]) == FINE
    assert verdicts(second, suite=suites[1]) == FINE | {"test_double": "wrong_answer"}
    edited = write(DOUBLE, "second")
    assert verdicts(edited) == FINE


def test_one_failing_case_fails_the_check_and_ends_it(write):
    """All parametrised cases are one check; the first that fails is the one that is told."""
    chapter = write(
        '''
        @double
        @pytest.mark.parametrize("n", [1, 2, 3])
        def test_double(student, n):
            """double doubles"""
            assert_equal(student.double(n, returns=int), 2 * n)
        '''
    )
    suite = Suite(chapter, no_data)
    assert suite.checks[1].cases == ("test_double[1]", "test_double[2]", "test_double[3]")
    source = """
seen = []

def double(x):
    seen.append(x)
    return 2 * x if x != 2 else {}[len(seen)]

def halve(x):
    return x / 2
"""
    judged = judge(chapter, suite, {"doubling": source})
    assert judged["test_double"].failure.message.render() == "KeyError: 2"


def test_an_assertion_is_not_taken_apart(write):
    """pytest's introspection is off: no hidden number finds its way into a message."""
    chapter = write(
        '''
        @double
        def test_double(student):
            """double doubles"""
            got = student.double(21, returns=int)
            assert got == 987654321
        '''
    )
    failure = judge(chapter, Suite(chapter, no_data))["test_double"].failure
    assert (failure.verdict, failure.message.render()) == (Verdict.WRONG_ANSWER, "the answer is not right")
    assert "987654321" not in str(failure)


FIXTURES = {
    "ours": ("", "student, rng, dataset", "callable(dataset)"),
    "the request": ("", "student, rng, request", "request.node.name == 'test_double'"),
    "its own": ("@pytest.fixture\ndef own(rng):\n    return rng.normal(2)\n", "student, own, rng", "own.shape == (2,)"),
    "one that is used": (
        "used = []\n@pytest.fixture(autouse=True)\ndef own():\n    used.append(1)\n",
        "student, rng",
        "used",
    ),
    "a temporary folder": ("", "student, rng, tmp_path", "tmp_path.is_dir()"),
    "set up by name": ("made = []\ndef setup_function():\n    made.append(1)\n", "student, rng", "made"),
}


@pytest.mark.parametrize(("before", "arguments", "holds"), FIXTURES.values(), ids=FIXTURES.keys())
def test_a_check_gets_what_it_asks_for(write, before, arguments, holds):
    """Our fixtures, pytest's and the suite's own; each is made anew for every run."""
    chapter = write(
        f'{before}\n@double\ndef test_double({arguments}):\n    """d"""\n    assert {holds}\n'
        "    x = rng.normal(3)\n    assert_close(student.double(x), 2 * x)\n"
    )
    suite = Suite(chapter, no_data)
    assert verdicts(chapter, suite=suite) == verdicts(chapter, suite=suite) == FINE


def test_parameters_may_be_called_as_fixtures_are(write):
    """A case's own value is what the check gets."""
    chapter = write(
        '''
        @double
        @pytest.mark.parametrize(("rng", "n"), [("a", 1), ("b", 2)])
        def test_double(student, rng, n):
            """double doubles"""
            assert_equal(student.double(n, returns=int), 2 * n)
            assert rng in "ab"
        '''
    )
    assert verdicts(chapter) == FINE


def test_assertions_are_run_as_they_are_written(write, made, monkeypatch):
    """Not rewritten, unless by a pytest around us: the exception has no words but the check's own."""
    monkeypatch.setattr(sys, "meta_path", [hook for hook in sys.meta_path if "_pytest" not in type(hook).__module__])
    chapter = write('@double\ndef test_double(student):\n    """d"""\n    got = 42\n    assert got == 987654321\n')
    suite = Suite(chapter, no_data)
    check = next(check for check in suite.checks if check.name == "test_double")
    run = made(chapter, "test_double")
    assert str(suite.run(check, lambda _: run).error) == ""


def test_the_first_of_several_errors_is_told(write):
    """What breaks while a check is cleared away does not hide why it failed."""
    chapter = write(
        '''
        @pytest.fixture
        def untidy():
            yield 3
            raise KeyError("untidy")

        @double
        def test_double(student, untidy):
            """double doubles"""
            assert_equal(student.double(untidy, returns=int), 7)
        '''
    )
    assert verdicts(chapter) == FINE | {"test_double": "wrong_answer"}


ERRORS = {
    "syntax": ("def f(:\n", "invalid syntax"),
    "import": ("import nothing_of_the_kind\n", "nothing_of_the_kind"),
    "unknown marker": (
        "@double\n@pytest.mark.nosuch\n" + DOUBLE.replace("@double", "").lstrip(),
        "'nosuch' not found in `markers`",
    ),
    "no exercise": (DOUBLE + "def test_x(student):\n    '''x'''\n", "test_x: no @pytest.mark.exercise"),
    "unknown exercise": (
        DOUBLE + "@pytest.mark.exercise('treble')\ndef test_x(student):\n    '''x'''\n",
        "chapter.toml has no exercise 'treble'",
    ),
    "no docstring": (DOUBLE + "@double\ndef test_x(student): pass\n", "test_x: no docstring"),
    "weight": (
        DOUBLE + "@double\n@pytest.mark.weight(-1)\ndef test_x(student):\n    '''x'''\n",
        "a weight is a whole number, not -1",
    ),
    "half a weight": (
        DOUBLE + "@double\n@pytest.mark.weight(0.5)\ndef test_x(student):\n    '''x'''\n",
        "a weight is a whole number, not 0.5",
    ),
    "nothing for an exercise": ("", "no check counts for double"),
    "nothing that counts": (DOUBLE.replace("@double", "@double\n@pytest.mark.visible"), "no check counts for double"),
    "twice": (
        DOUBLE + "class TestA:\n" + "".join(f"    {line}\n" for line in DOUBLE.splitlines()),
        "two checks are called test_double",
    ),
}


@pytest.mark.parametrize(("source", "words"), ERRORS.values(), ids=ERRORS.keys())
def test_a_suite_that_is_wrong_is_the_authors_error(write, source, words):
    """Named with its file; a suite of which nothing was collected never lets anybody pass."""
    chapter = write(source)
    with pytest.raises(SpecError) as caught:
        Suite(chapter, no_data)
    assert words in str(caught.value)
    assert "test_ch91.py" in str(caught.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("pytest.skip('not today')", "Skipped: not today"),
        ("pytest.fail('no')", "Failed: no"),
        ("pytest.xfail('no')", "no"),
        ("raise SystemExit(0)", "SystemExit: 0"),
        ("student.treble(x)", "no exercise of ch91_broken defines 'treble'"),
        ("dataset('mnist')", "mnist"),
    ],
)
def test_whatever_else_a_check_ends_in_is_ours(write, line, said):
    """Skipping is no way to pass, exiting is none either."""
    chapter = write(
        f'''
        @double
        def test_double(student, rng, dataset):
            """double doubles"""
            x = rng.normal(2)
            assert_close(student.double(x), 2 * x)
            {line}
        '''
    )
    result = judge(chapter, Suite(chapter, no_data))["test_double"]
    assert result.verdict is Verdict.INTERNAL_ERROR
    assert said in result.failure.message.render()


def test_a_data_set_that_is_missing_ends_the_run(write):
    """It is no verdict on any check."""

    def missing(name):
        raise DatasetMissing(words("no {name}", name=name))

    chapter = write(
        '''
        @double
        def test_double(student, dataset):
            """double doubles"""
            dataset("mnist")
        '''
    )
    with pytest.raises(DatasetMissing, match="no mnist"):
        judge(chapter, Suite(chapter, missing))


@pytest.mark.parametrize("mark", ["skip", "skipif(True, reason='not today')", "xfail"])
def test_a_check_that_would_not_be_judged_is_refused(write, mark):
    """Nothing is skipped in silence, or passes by failing."""
    chapter = write(
        f'''
        @double
        @pytest.mark.{mark}
        def test_double(student, rng):
            """double doubles"""
        '''
    )
    with pytest.raises(SpecError, match=mark.partition("(")[0]):
        Suite(chapter, no_data)


def test_an_interrupt_ends_the_run(write, made):
    """Ctrl-C is no verdict; the extra workers of the check are closed."""
    chapter = write(
        '@double\ndef test_double(student):\n    """d"""\n    student.fresh()\n    raise KeyboardInterrupt\n'
    )
    suite = Suite(chapter, no_data)
    check = next(check for check in suite.checks if check.name == "test_double")
    run = made(chapter, "test_double")
    with pytest.raises(KeyboardInterrupt):
        suite.run(check, lambda _: run)
    assert run.seats == []


def test_how_a_check_ended_tells_what_was_called_last(write, made):
    """Its exception, its case, its seconds and the call that was on."""
    chapter = write(DOUBLE.replace("2 * x", "3 * x"))
    suite = Suite(chapter, no_data)
    check = next(check for check in suite.checks if check.name == "test_double")
    run = made(chapter, "test_double")
    ended = suite.run(check, lambda _: run)
    assert isinstance(ended.error, Stop)
    assert ended.error.__traceback__ is None
    assert (ended.case, ended.called, ended.seconds > 0) == ("test_double", "double(tensor(3, 2))", True)
    assert torch.is_tensor(run.seen[0].value)


def test_only_a_worked_example_shows_the_numbers_of_its_call(chapter, suite):
    """A visible check in full; a hidden one, of the same function, by kinds."""
    judged = judge(chapter, suite, {"scaling": "def scale(x, factor): return x + factor"})
    shown, hidden = judged["test_scale_example"].failure.called, judged["test_scale_values"].failure.called
    assert shown.startswith("scale([[")
    assert hidden.startswith("scale(tensor(")
    assert not re.search(r"\d\.\d", hidden)


def test_a_fixture_that_there_is_not_is_ours(write):
    """Not the student's."""
    chapter = write('@double\ndef test_double(student, monkey):\n    """d"""\n')
    assert verdicts(chapter) == FINE | {"test_double": "internal_error"}


PLAIN = """
import sys
sys.path[:0] = {path!r}
import torch
from judging import judge, load, no_data
from grader.plugin import Suite
chapter = load("ch90_mini")
judged = judge(chapter, Suite(chapter, no_data))
print(judged.report.score, judged.report.max_score, sorted({{str(r.verdict) for r in judged.results}}))
"""


def test_nothing_is_printed_and_nothing_needs_an_outer_pytest(tmp_path):
    """In a plain process, with warnings as errors and configurations around: a score and no line of pytest's."""
    for name, text in SURROUNDINGS.items():
        (tmp_path / name).write_text(text)
    tests = Path(__file__).parents[1]
    code = PLAIN.format(path=[str(tests), str(tests.parent)])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("24.00 24 ['not_run_here', 'passed']\n", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(SURROUNDINGS)
    assert not re.search("passed in|collected", done.stdout)


def test_the_trusted_side_computes_with_one_thread(tmp_path):
    """Checks are small: a thread more only makes them slower, and much so on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        Suite(load("ch90_mini"), no_data)
        assert torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)
