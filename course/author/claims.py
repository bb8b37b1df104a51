"""Rules for what a check says, seen without running it: that it claims something, and that chance is ours."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from course.author.finding import Finding
from course.author.flow import Flow, tests
from course.author.marks import Marks
from course.author.suite_files import lines_of_exercises, written_checks
from course.author.values import Value
from grader.spec import ChapterSpec
from grader.words import Words, words

MARK = "degenerate"
LOOSE = 1e-2
COMPARING = frozenset({"assert_close", "assert_equal"})
CLAIMING = COMPARING | {"assert_unchanged", "require"}
DRAWING = frozenset({"rand", "randn", "randint", "randperm", "normal", "bernoulli", "multinomial"})
ELSEWHERE = DRAWING | {"random", "uniform", "choice", "choices", "sample", "shuffle", "permutation", "gauss"}
SEEDING = frozenset({"torch.manual_seed", "random.seed", "np.random.seed", "numpy.random.seed"})
SKIPPING = frozenset({"pytest.skip", "pytest.importorskip", "pytest.xfail"})


def check_claims(chapter: ChapterSpec) -> Iterator[Finding]:
    """What a reader of the suite's text can find; `# degenerate: <reason>` in a line excuses it."""
    if not chapter.suite_file.is_file():
        return
    source = chapter.suite_file.read_text(encoding="utf-8")
    tree, marks, file = ast.parse(source), Marks(source, MARK), chapter.suite_file.name
    for node, what in _lines(tree):
        if not marks.excuse(node):
            yield Finding(f"{file}:{node.lineno}", what)
    yield from marks.without_reason(file)
    yield from _checks(chapter, tree, marks)


def _lines(tree: ast.Module) -> Iterator[tuple[ast.stmt | ast.expr, Words]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for what in _of_call(node):
                yield node, what
        elif isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant):
            yield node, words("claims nothing: {line}", line=ast.unparse(node))
        elif isinstance(node, ast.Try):
            for handler in node.handlers:
                if all(isinstance(line, ast.Pass | ast.Return | ast.Continue) for line in handler.body):
                    yield node, words("goes on in silence where something fails")


def _of_call(node: ast.Call) -> Iterator[Words]:
    name = ast.unparse(node.func)
    if name == "require" and node.args and isinstance(node.args[0], ast.Constant):
        yield words("claims nothing: {line}", line=ast.unparse(node))
    if name in SKIPPING:
        yield words("skips a check in silence: mark it with what it needs, as pytest.mark.device does")
    if name in SEEDING and node.args and isinstance(node.args[0], ast.Constant):
        yield words("has a fixed seed: `rng` draws other numbers in each run, and the same where it is replayed")
    if _is_global_chance(node, name):
        yield words("{call} draws from the global generator: `rng` can be replayed", call=name)
    if _is_plain_backward(node):
        yield words("sends back ones alone: a gradient for a random cotangent shows more")


def _is_global_chance(node: ast.Call, name: str) -> bool:
    module, _, function = name.rpartition(".")
    if module == "torch" and function in DRAWING:
        return not any(word.arg == "generator" for word in node.keywords)
    return module in ("random", "np.random", "numpy.random") and function in ELSEWHERE


def _is_plain_backward(node: ast.Call) -> bool:
    """`x.sum().backward()`, but not `(x * v).sum().backward()`."""
    called = node.func
    if not (isinstance(called, ast.Attribute) and called.attr == "backward" and isinstance(called.value, ast.Call)):
        return False
    summed = called.value.func
    if not (isinstance(summed, ast.Attribute) and summed.attr in ("sum", "mean")):
        return False
    return not (isinstance(summed.value, ast.BinOp) and isinstance(summed.value.op, ast.Mult))


def _checks(chapter: ChapterSpec, tree: ast.Module, marks: Marks) -> Iterator[Finding]:
    """Checks whose claims are loose or empty, and exercises of which no check compares with a value of ours."""
    claims: list[ast.Call] = []

    def heard(call: ast.Call, _given: Sequence[Value], _named: dict[str, Value]) -> None:
        claims.append(call)

    flow, compared = Flow(tree, CLAIMING, heard), set[str]()
    written = {check.name: check for check in written_checks(chapter.suite_file)}
    for test in tests(tree):
        claims.clear()
        flow.test(test)
        check = written[test.name]
        comparing = [call for call in claims if ast.unparse(call.func) in COMPARING]
        if comparing and not check.visible and check.exercise is not None:
            compared.add(check.exercise)
        what = _claim_of(claims, comparing)
        if what is not None and not marks.excuse(test):
            yield Finding(f"{chapter.key} {test.name}", what)
    lines = lines_of_exercises(tree)
    for exercise in chapter.exercises:
        excused = any(marks.reasons.get(line) for line in lines.get(exercise.name, ()))
        if exercise.name in lines and exercise.name not in compared and not excused:
            yield Finding(f"{chapter.short}/{exercise.name}", words("no check compares anything with a value of ours"))


def _claim_of(claims: Sequence[ast.Call], comparing: Sequence[ast.Call]) -> Words | None:
    if comparing:
        return words("every comparison has a tolerance of 0.01 or more") if all(map(_is_loose, comparing)) else None
    if claims and all(ast.unparse(call.func) == "require" and _is_there(call) for call in claims):
        return words("claims only that something is not None")
    return None


def _is_loose(call: ast.Call) -> bool:
    given = {word.arg: word.value for word in call.keywords}
    written = (given.get("rtol"), given.get("atol"))
    return any(
        isinstance(value, ast.Constant) and isinstance(value.value, float) and value.value >= LOOSE for value in written
    )


def _is_there(call: ast.Call) -> bool:
    test = call.args[0] if call.args else None
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.IsNot)
