"""Moving inputs and models to a device, tested with torch's meta device; nothing here needs a GPU."""

from __future__ import annotations

import pytest
import torch
from fake_sandbox import FakeSandbox

from grader import recipe
from grader.results import Stop, Verdict
from grader.sandbox.inside.recipes import Builder
from grader.sandbox.seat import Budget, Seat
from grader.sandbox.student import Run, Student
from grader.seeds import Seeds
from grader.spec import ChapterSpec, ContentTree, ExerciseSpec


@pytest.fixture
def student(tmp_path):
    """A student on the meta device whose functions keep, leave or ignore the device of their input."""
    source = (
        "import torch\ndef keep(x): return x * 2\ndef leave(x): return torch.zeros(x.shape)\n"
        "def make(n): return torch.zeros(n)\n"
    )
    names = ("keep", "leave", "make")
    exercise = ExerciseSpec("keep", "m", 1, defines=names)
    chapter = ChapterSpec("ch99_device", ContentTree(*[tmp_path] * 4), (exercise,))
    seat = Seat(FakeSandbox(), {"m": [("m.py", source)]}, Budget(10, 60), device="meta")
    with seat:
        yield Student(Run(chapter, exercise, "case", Seeds.from_text("1"), seat))


def test_everything_that_is_built_stands_on_the_device():
    """Tensors, models with their state, optimisers, batches, leaves and nests of them are made on the device."""
    build = Builder(device="meta")
    net = recipe.sequential(a=recipe.layer("Linear", 3, 2), b=recipe.layer("BatchNorm1d", 2))
    state = Builder(dtype=torch.float64)(net).state_dict()
    model = recipe.model(net, {name: value.double() for name, value in state.items()})
    built = build([model, recipe.optimizer("SGD", model, lr=0.1), {"x": torch.ones(2)}, recipe.leaf(torch.ones(2))])
    batches = build(recipe.batches([(torch.ones(2, 3), torch.zeros(2, dtype=torch.int64))]))
    tensors = [*built[0].state_dict().values(), *built[1].param_groups[0]["params"], built[2]["x"], built[3]]
    tensors += [part for batch in batches for part in batch]
    assert {tensor.device.type for tensor in tensors} == {"meta"}


def test_a_result_that_left_the_device_is_wrong_and_says_where_it_is(student):
    """A function that hard-codes CPU gets the devices named."""
    with pytest.raises(Stop) as caught:
        student.leave(torch.ones(2))
    assert caught.value.failure.verdict is Verdict.WRONG_ANSWER
    assert str(caught.value.failure.message) == "the result is on cpu, its inputs are on meta"


def test_a_result_on_the_device_is_not_faulted(student):
    """What stays on the device of its inputs passes the device's check (a meta tensor has no values to judge)."""
    seen = student.run("keep", torch.ones(2), returns=object)
    assert seen.facts.device == "meta"


def test_a_result_without_tensor_inputs_may_stand_anywhere(student):
    """Where nothing was put on the device, nothing says that the result must be there."""
    assert student.run("make", 3).value.shape == (3,)
