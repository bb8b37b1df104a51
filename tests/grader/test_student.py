"""What a check holds, against a worker in this process."""

import pickle

import pytest
import torch
from fake_sandbox import FakeSandbox
from hostile_sandbox import HostileSandbox
from judging import load

from grader.results import Stop, Verdict
from grader.sandbox.inside.files import place_files
from grader.sandbox.inside.wire import Node
from grader.sandbox.seat import Budget, Seat
from grader.sandbox.student import Handle, Run, Student, exact64, outgoing
from grader.seeds import Seeds
from grader.suite import LeafView, OptimizerView, assert_close, assert_unchanged, recipe

CHAPTER = load("ch90_mini")
X = torch.tensor([[1.0, -2.0]], dtype=torch.float64)


@pytest.fixture
def made():
    """Students of a scaling.py of one's own; their workers end with the test."""
    runs = []

    def student(source: str, exercise: str = "scale", seed: str = "1") -> Student:
        layers = {
            "scaling": [("scaling.py", source)],
            "storing": [("storing.py", source)],
            "gain": [("gain.py", source)],
        }
        seat = Seat(FakeSandbox(), layers, Budget(5, 60))
        runs.append(Run(CHAPTER, CHAPTER.exercise(exercise), "case", Seeds.from_text(seed), seat))
        return Student(runs[-1])

    yield student
    for run in runs:
        run.close()
        run.seat.close()


def stopped(call, *args, **options):
    """The failure that a call ends in."""
    with pytest.raises(Stop) as caught:
        call(*args, **options)
    return caught.value.failure


def test_float64_is_sent_as_float32(made):
    """In every argument, nest and recipe; whole numbers, flags and float32 as they are; exact64 as it is."""
    student = made("def scale(x, factor): return [str(t.dtype) for t in (*x, factor['k'])]")
    mixed = [X, X.long(), X.bool(), X.float(), X.half(), exact64(X)]
    assert student.scale(mixed, {"k": (X,)[0]}, returns=list[str]) == [
        "torch.float32",
        "torch.int64",
        "torch.bool",
        "torch.float32",
        "torch.float16",
        "torch.float64",
        "torch.float32",
    ]


def test_the_same_recipe_is_the_same_object_inside():
    """Through a list, through another recipe and across positional and keyword arguments."""
    model = recipe.layer("Linear", 2, 3)
    sent = outgoing([model, {"m": model}, recipe.optimizer("SGD", model, lr=0.5)])
    assert sent[0] is sent[1]["m"] is sent[2].fields["model"]
    memo = {}
    assert outgoing(model, memo) is outgoing(model, memo)


def test_what_is_sent_is_cut_off_from_our_graph():
    """Without gradient, without a copy of what is float32 already."""
    ours = X.float().requires_grad_()
    sent = outgoing(ours)
    assert not sent.requires_grad
    assert sent.data_ptr() == ours.data_ptr()


def test_a_call_is_observed_whole(made):
    """Called, sent, arguments afterwards, facts, identity."""
    student = made("def scale(x, factor):\n    x += 1\n    return x.requires_grad_()")
    seen = student.run("scale", X, factor=2.0)
    assert seen.called == "scale(tensor(1, 2), factor=float)"
    assert (seen.outcome, seen.kwargs) == ("returned", {"factor": 2.0})
    assert seen.sent[0].tolist() == [[1.0, -2.0]]
    assert seen.args[0].value.tolist() == [[2.0, -1.0]]
    assert seen.is_same_object(0)
    assert seen.same_storage(0)
    assert (seen.facts.requires_grad, seen.facts.is_leaf, seen.facts.dtype) == (True, True, torch.float32)
    assert X.tolist() == [[1.0, -2.0]]


def test_a_gradient_comes_with_the_value_and_the_arguments(made):
    """Arguments that required grad for the call's sake are tensors again, and count as unchanged."""
    student = made("def scale(x, factor): return x * x * factor")
    seen = student.grad("scale", X, 3.0, wrt=(0,), cotangent=torch.tensor([[1.0, 10.0]]).double())
    assert seen.value.tolist() == [[3.0, 12.0]]
    assert [grad.tolist() for grad in seen.grads] == [[[6.0, -120.0]]]
    assert_unchanged(seen, 0, 1)
    spoiled = made("def scale(x, factor):\n    y = x * factor\n    x.data.add_(1)\n    return y")
    seen = spoiled.grad("scale", X, 3.0, wrt=(0,), cotangent=torch.ones(1, 2))
    with pytest.raises(Stop, match="argument 1 was changed in place"):
        assert_unchanged(seen, 0)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("x.detach() * 2", "the result is cut off from the graph: no gradient can flow back from it"),
        ("(x * 2).sum()", "the shape is not right"),
        ("3.0", "returned a float where a tensor was asked for"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
    ],
)
def test_a_result_without_gradients_is_told(made, body, message):
    """In words of its own."""
    student = made(f"def scale(x, factor): return {body}")
    failure = stopped(student.grad, "scale", X, 3.0, wrt=(0,), cotangent=torch.ones(1, 2))
    assert failure.message.render() == message


def test_an_unused_argument_has_no_gradient(made):
    """It arrives as None."""
    seen = made("def scale(x, factor): return x * 2").grad("scale", X, X, wrt=(0, 1), cotangent=torch.ones(1, 2))
    assert seen.grads[1] is None


def test_calls_have_seeds_of_their_own_which_a_run_repeats(made):
    """The first and the second call draw other numbers, and the same again in the same run of another worker."""
    source = "import torch\ndef scale(x, factor): return torch.rand(2)"
    draws = [[made(source, seed=seed).scale(X, 1.0).tolist() for _ in range(2)] for seed in ("1", "1", "2")]
    student = made(source)
    first, second = student.scale(X, 1.0).tolist(), student.scale(X, 1.0).tolist()
    assert draws[0] == draws[1] == [first, first]
    assert draws[2] != draws[0]
    assert first != second


def test_a_fresh_worker_draws_other_numbers(made):
    """So that code which does not seed by itself is not taken for reproducible."""
    student = made("import torch\ndef scale(x, factor): return torch.rand(2)")
    draws = [student.scale(X, 1.0), student.fresh().scale(X, 1.0), student.fresh().scale(X, 1.0)]
    assert len({tuple(draw.tolist()) for draw in draws}) == 3


def test_an_expected_exception_is_awaited(made):
    """By name, a base's name too; several may be right."""
    student = made("class Mine(ValueError): pass\ndef scale(x, factor): raise Mine('no')")
    for kinds in ([ValueError], [Exception], [KeyError, ValueError]):
        with student.raises(*kinds):
            student.scale(X, 1.0)


def test_an_exception_of_the_standard_library_is_awaited_by_its_name(made):
    """One that the learner has given the name is another."""
    student = made("import pickle\ndef scale(x, factor): pickle.loads(b'no')")
    for kind in (pickle.UnpicklingError, pickle.PickleError, Exception):
        with student.raises(kind):
            student.scale(X, 1.0)
    mine = made("class UnpicklingError(Exception): pass\ndef scale(x, factor): raise UnpicklingError('no')")

    def check():
        with mine.raises(pickle.UnpicklingError):
            mine.scale(X, 1.0)

    assert stopped(check).message.render() == "UnpicklingError should be raised"


AWAITED = {
    "another": ("raise TypeError('t')", "ValueError should be raised", "TypeError: t", Verdict.WRONG_ANSWER),
    "none": ("return x", "ValueError should be raised", "nothing was raised", Verdict.WRONG_ANSWER),
    "of that name": (
        "raise type('ValueError', (Exception,), {})('t')",
        "ValueError should be raised",
        "ValueError: t",
        Verdict.WRONG_ANSWER,
    ),
    "not written": ("raise NotImplementedError", "not implemented yet", "None", Verdict.NOT_IMPLEMENTED),
    "exit": ("raise SystemExit", "ValueError should be raised", "SystemExit", Verdict.WRONG_ANSWER),
    "memory": (
        "raise MemoryError",
        "the call needs more memory than the sandbox allows",
        "None",
        Verdict.OUT_OF_MEMORY,
    ),
}


@pytest.mark.parametrize(("body", "message", "got", "verdict"), AWAITED.values(), ids=AWAITED.keys())
def test_any_other_end_is_not_the_exception_that_was_asked_for(made, body, message, got, verdict):
    """Another exception, none, one that only has the name, or no answer at all."""
    student = made(f"def scale(x, factor): {body}")

    def check():
        with student.raises(ValueError):
            student.scale(X, 1.0)

    failure = stopped(check)
    assert (failure.message.render(), str(failure.got), failure.verdict) == (message, got, verdict)


def test_a_missing_function_is_told_by_its_file(made):
    """The name that the exercise asks for; it is no exception that a check could await."""
    student = made("def scal(x, factor): return x")
    failure = stopped(student.scale, X, 1.0)
    assert (failure.verdict, failure.message.render()) == (Verdict.RAISED, "scaling.py does not define scale")

    def check():
        with student.raises(Exception):
            student.scale(X, 1.0)

    assert stopped(check).message.render() == "Exception should be raised"


def test_a_name_that_no_exercise_defines_is_the_suites_error(made):
    """Not the student's."""
    with pytest.raises(AttributeError, match="no exercise of ch90_mini defines 'scael'"):
        made("").scael(X)


def test_what_a_submission_writes_is_fetched_from_the_checks_own_folder(made):
    """Under the worker's private folder, by their names in it; two checks never meet there."""
    student = made(
        "def store(v, path):\n    with open(path, 'wb') as f: f.write(v)\ndef count_down(p): return p", "store"
    )
    student.store(b"abc", student.path("a.bin"), returns=None)
    student.store(b"de", student.path("sub/b.bin"), returns=None)
    assert student.files("") == {"a.bin": b"abc", "sub/b.bin": b"de"}
    assert student.files("sub") == {"sub/b.bin": b"de"}
    assert student.files("nothing") == {}
    where = student.count_down(student.path("a.bin"), returns=str)
    assert where.endswith("/a.bin")
    assert student.run("count_down", student.path("a.bin"), returns=str).args[0].endswith("a.bin")


@pytest.mark.parametrize(
    "files",
    [
        {str(n): b"" for n in range(101)}, {"n" * 1001: b""}, {"a": "text"}, {1: b""}, [b""], None, {"": b""},
        {"../x": b""}, {"a/../../x": b""}, {"/x": b""}, {"a\\..\\x": b""}, {"a\0": b""}, {"a": bytes(25 << 20)},
    ],
    ids=range(13),
)  # fmt: skip
def test_files_that_are_none_are_refused(files):
    """So many, or so called, that they could not be handed on to another worker, or no files at all."""
    forge = HostileSandbox(lambda request, honest: {**honest, "value": files} if request["op"] == "files" else honest)
    with Seat(forge, {"storing": [("storing.py", "")]}, Budget(5, 60)) as seat:
        run = Run(CHAPTER, CHAPTER.exercise("store"), "case", Seeds.from_text("1"), seat)
        failure = stopped(Student(run).files, "x")
    assert failure.message.render() == "the sandbox sent an answer that cannot be read"


def test_files_that_cannot_be_read_back_are_refused(made):
    """As where the submission has filled the disk, or taken itself the right to read."""
    forge = HostileSandbox(
        lambda request, honest: {**honest, "outcome": "raised"} if request["op"] == "place" else honest
    )
    with Seat(forge, {"storing": [("storing.py", "")]}, Budget(5, 60)) as seat:
        run = Run(CHAPTER, CHAPTER.exercise("store"), "case", Seeds.from_text("1"), seat)
        failure = stopped(Student(run).place, {"x": b""})
    assert failure.message.render() == "the sandbox sent an answer that cannot be read"


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/x", "", "."])
def test_nothing_is_laid_out_above_the_checks_folder(tmp_path, name):
    """Whoever made the name; what leads back into it is well."""
    with pytest.raises(ValueError, match="leads out of its folder"):
        place_files(str(tmp_path / "check"), {name: b"x"})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    place_files(str(tmp_path / "check"), {"a/../b/c": b"x"})
    assert (tmp_path / "check" / "b" / "c").read_bytes() == b"x"


def test_a_state_dict_comes_home_as_a_plain_dict(made):
    """torch.load gives the OrderedDict that a model's state is; keys that are numbers, as an optimiser's, stay so."""
    student = made("def scale(x, factor): return x")
    state = {"model": torch.nn.Linear(2, 1).state_dict(), "optimizer": {"state": {0: {"step": torch.tensor(3.0)}}}}
    got = student.clean_read("torch_weights_only", {"x.pt": recipe.saved(state)}, returns=dict[str, dict])
    assert list(got["model"]) == ["weight", "bias"]
    assert torch.equal(got["model"]["weight"], state["model"]["weight"])
    assert got["optimizer"]["state"][0]["step"].item() == 3.0


def test_a_file_of_another_device_is_written_and_read(made):
    """As one comes from a machine with more GPUs than this one; the clean worker reads it on the CPU."""
    student = made(
        "import torch\ndef store(v, path): return torch.load(path, map_location=v)\ndef count_down(p): return p",
        "store",
    )
    student.place({"x.pt": recipe.saved(X.float(), device="cuda:9")})
    assert "CUDA device" in stopped(student.store, None, student.path("x.pt")).message.render()
    assert student.store("cpu", student.path("x.pt")).tolist() == [[1.0, -2.0]]
    read = student.clean_read("torch_weights_only", student.files("x.pt"), returns=torch.Tensor)
    assert read.tolist() == [[1.0, -2.0]]
    student.place({"y.pt": recipe.saved(X.float())})
    assert student.store(None, student.path("y.pt")).tolist() == [[1.0, -2.0]]


HUB = """
dependencies = ["torch"]
def scale(n, factor=1.0):
    net = Net(n)
    net.factor = factor
    return net
import torch
class Net(torch.nn.Module):
    def __init__(self, n):
        super().__init__()
        self.w = torch.nn.Parameter(torch.full((n,), 2.0))
        if n == 0:
            raise ValueError("no inputs")
    def forward(self, x):
        return self.factor * self.w * x
"""


def test_an_entry_point_is_called_through_torch_hub(made):
    """With its arguments; what it gives stays inside, to be called and looked at."""
    net = made(HUB).hub("scale", 2, factor=3.0)
    assert net(X).tolist() == [[6.0, -12.0]]
    assert net.view().parameters["w"].tolist() == [2.0, 2.0]


def test_what_torch_hub_refuses_is_raised(made):
    """A dependency that is not there, in torch.hub's words; an error of the learner's own, with the learner's line."""
    missing = made(HUB.replace('"torch"]', '"torch", "nothing_of_the_kind"]'))
    assert missing.scale(1, returns=object).parameters["w"].tolist() == [2.0]
    assert "Missing dependencies: nothing_of_the_kind" in stopped(missing.hub, "scale", 1).message.render()
    assert stopped(made(HUB.replace("def scale", "def scael")).hub, "scale", 1).message.render() == (
        "scaling.py does not define scale"
    )
    own = stopped(made(HUB).hub, "scale", 0)
    assert (own.message.render(), own.place.file, own.place.line) == ("ValueError: no inputs", "scaling.py", 13)


def test_a_graph_that_a_call_leaves_in_an_argument_is_seen(made):
    """In a nest too; a leaf that requires grad hangs on none."""
    source = "def scale(d, x):\n    d['a'][0].mul_(2).add_(x{})"
    given = ({"a": [X.clone()], "b": X}, recipe.leaf(X))
    for tail in ("", ".detach()"):
        seen = made(source.format(tail)).run("scale", *given, returns=None)
        assert seen.args[0]["a"][0].tolist() == [[3.0, -6.0]]
        assert (seen.is_recorded(0), seen.is_recorded(1)) == (tail == "", False)


def test_steps_of_an_optimiser_leave_its_state_and_the_gradients(made):
    """The one that was handed in, one step for each batch."""
    student = made("def scale(x, factor): return x")
    model = recipe.model(recipe.layer("Linear", 2, 3, bias=False), {"weight": torch.arange(6.0).view(3, 2)})
    optimizer = recipe.optimizer("Adam", model, lr=0.5)
    items = [(X, torch.tensor([1])), (2 * X, torch.tensor([2]))]
    net, adam, steps = student.build(model, optimizer, recipe.function("optimizer_steps"))
    steps(net, adam, recipe.batches(items), returns=None)
    built = recipe.builder()
    twin, stepper = built([model, optimizer])
    for x, y in items:
        stepper.zero_grad()
        torch.nn.functional.cross_entropy(twin(x), y).backward()
        stepper.step()
    assert_close(net.view().parameters, {"weight": twin.weight.detach()})
    assert_close(net.view().grads, {"weight": twin.weight.grad})
    assert adam.view(returns=OptimizerView).state["weight"]["step"].item() == 2.0


def test_a_generator_is_handed_in_and_seen_again(made):
    """Seeded with the number that was given, on the CPU; its state afterwards comes home."""
    student = made("import torch\ndef scale(g, n): return torch.randn(n, generator=g)")
    seen = student.run("scale", recipe.generator(7), 3)
    twin = torch.Generator().manual_seed(7)
    assert torch.equal(seen.value, torch.randn(3, generator=twin))
    assert torch.equal(seen.args[0].state, twin.get_state())
    built = recipe.builder()(recipe.generator(7))
    assert torch.equal(torch.randn(3, generator=built), seen.value)


def test_a_file_is_parsed_in_a_worker_without_student_code(made):
    """And is a wrong answer where it cannot be; what was read is observed."""
    student = made("import torch\ndef store(v, path): torch.save(v, path)\ndef count_down(p): return p", "store")
    student.store(X, student.path("x.pt"), returns=None)
    files = student.files("x.pt")
    assert student.clean_read("torch_weights_only", files, returns=torch.Tensor).tolist() == [[1.0, -2.0]]
    assert stopped(student.clean_read, "torch_weights_only", {"x.pt": b"no"}).message.render() == (
        "the file that was written cannot be read as torch_weights_only"
    )
    assert stopped(student.clean_read, "torch_weights_only", files, returns=float).message.render() == (
        "returned a float32 tensor of shape (1, 2) where a float was asked for"
    )
    seen = student._run.seen
    assert [item.called for item in seen[1:]] == ["clean_read(torch_weights_only)"] * 3
    assert [item.outcome for item in seen[1:]] == ["returned", "unreadable", "returned"]
    assert seen[1].value.tolist() == [[1.0, -2.0]]
    whole = {"x.pt": recipe.saved({"net": torch.nn.Tanh()})}
    stopped(student.clean_read, "torch_weights_only", whole)
    assert "UnpicklingError" in seen[2].detail
    assert "torch.nn.modules.activation.Tanh" in seen[4].detail


GAIN = """
import torch
from torch import nn


class Gain(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.w = nn.Parameter(torch.ones(n))

    def forward(self, x):
        return x * self.w

    def twice(self, x):
        return 2 * x
"""


def test_an_object_is_held_by_its_handle(made):
    """Its calls, its methods, its state, its view."""
    student = made(GAIN, "Gain")
    layer = student.new("Gain", 2)
    layer.set_state({"w": torch.tensor([2.0, 3.0], dtype=torch.float64)})
    assert layer(X).tolist() == [[2.0, -6.0]]
    assert layer.twice(X).tolist() == [[2.0, -4.0]]
    assert {name: value.tolist() for name, value in layer.get_state().items()} == {"w": [2.0, 3.0]}
    assert layer.view().kinds == {"": "Gain"}
    assert stopped(layer.nothing, X).message.render().startswith("AttributeError")
    assert (
        stopped(layer.set_state, {"v": X}).message.render().startswith("RuntimeError: Error(s) in loading state_dict")
    )
    assert stopped(layer.view, returns=int).message.render() == "returned a model where an int was asked for"
    with pytest.raises(AttributeError):
        layer.__nothing__  # noqa: B018  a protocol asks for such names


def test_what_is_random_is_seen_as_what_there_is_to_say_of_it(made):
    """The check gets the value itself, the diagnosis what is said of it; a value of another kind is kept as it came."""
    student = made("import torch\ndef scale(x, factor): return torch.randperm(7) if factor else 'no'")
    got = student.scale(X, 2.0, seen_as=lambda order: sorted(order.tolist()))
    assert sorted(got.tolist()) == [*range(7)]
    seen = student._run.seen[-1]
    assert (seen.value, seen.facts, seen.called) == ([*range(7)], None, "scale(tensor(1, 2), float)")
    assert seen.args[0].tolist() == X.tolist()
    assert stopped(student.scale, X, 0.0, seen_as=len).message.render() == "returned a str where a tensor was asked for"
    assert student._run.seen[-1].value == "no"
    walk = student.build(recipe.function("walked", most=2))
    assert walk([3, 4, 5], returns=list[int], seen_as=len) == [3, 4]
    assert student._run.seen[-1].value == 2


def test_several_objects_of_ours_are_built_together(made):
    """A handle a recipe, one by itself for one."""
    student = made("")
    model = recipe.layer("Linear", 2, 3)
    one = student.build(model)
    both = student.build(model, recipe.optimizer("SGD", model, lr=0.5))
    assert type(one) is Handle
    assert [type(handle) for handle in both] == [Handle, Handle]
    assert both[0].view().kinds == {"": "Linear"}
    assert len({one.number, both[0].number, both[1].number}) == 3


def test_what_a_method_returns_can_stay_inside(made):
    """As a handle of its own; a view goes on sharing memory with what it is a view of."""
    student = made("def scale(x, factor): return x.mul_(factor)")
    leaf = student.build(recipe.leaf(X))
    row = leaf.keep("detach").keep("__getitem__", 0)
    assert student.scale(row, 3.0).tolist() == [3.0, -6.0]
    assert leaf.view(returns=LeafView).value.tolist() == [[3.0, -6.0]]
    cube = student.build(recipe.function("polynomial", coefs=[0.0, 1.0])).keep("", leaf)
    assert cube.mul(2.0).tolist() == -6.0
    assert stopped(leaf.keep, "nothing").called == "leaf.nothing()"


@pytest.mark.parametrize("spoil", ["requires_grad_(False)", "requires_grad_(False).mul_(Y.requires_grad_())"])
def test_a_leaf_that_no_longer_is_one_has_changed(made, spoil):
    """It comes back as a plain tensor: the code is honest, and the check says what it says of any change."""
    student = made(f"import torch\nY = torch.ones(1, 2)\ndef scale(x, factor):\n    x.{spoil}\n    return Y.detach()")
    seen = student.run("scale", recipe.leaf(X), 3.0)
    assert seen.args[0].tolist() == X.tolist()
    with pytest.raises(Stop, match="argument 1 was changed in place"):
        assert_unchanged(seen, 0)


def test_a_path_is_a_recipe(made):
    """Its folder is the check's own, so that no run can be told from its path."""
    first, second = made("").path("a"), made("", seed="2").path("a")
    assert isinstance(first, Node)
    assert first.fields["name"] != second.fields["name"]
