"""Chapter 7: save, load, resume."""

import pickle
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.suite import (
    ModelView,
    Node,
    OptimizerView,
    assert_close,
    assert_equal,
    assert_unchanged,
    recipe,
    require,
)

pick_device = pytest.mark.exercise("pick_device")
move_batch = pytest.mark.exercise("move_batch")
ema_update = pytest.mark.exercise("ema_update")
save_checkpoint = pytest.mark.exercise("save_checkpoint")
load_checkpoint = pytest.mark.exercise("load_checkpoint")
load_partial = pytest.mark.exercise("load_partial")
hub_entrypoint = pytest.mark.exercise("hub_entrypoint")
resume = pytest.mark.exercise("resume_equals_uninterrupted")

CPU, META = torch.device("cpu"), torch.device("meta")
ADAM = {"lr": 0.04, "betas": (0.8, 0.95), "eps": 0.01, "weight_decay": 0.07}
OTHER_ADAM = {"lr": 0.3, "betas": (0.7, 0.9), "eps": 0.1, "weight_decay": 0.0}
ELSEWHERE = "cuda:9"
"""Where a checkpoint's tensors were when it was written, on a machine with more GPUs than this one."""


def single(value: object) -> object:
    """The value with float32 where it has float64, as a training in float32 would have saved it."""
    if isinstance(value, Tensor):
        return value.detach().to(torch.float32 if value.dtype == torch.float64 else value.dtype)
    if isinstance(value, dict):
        return {key: single(item) for key, item in value.items()}
    return type(value)(map(single, value)) if isinstance(value, (list, tuple)) else value


# pick_device


@pick_device
@pytest.mark.visible
def test_pick_device_example(student):
    """pick_device(None, cuda=False, mps=True) is mps; pick_device("cuda:1", cuda=True, mps=False) is cuda:1"""
    assert_equal(student.pick_device(None, cuda=False, mps=True, returns=torch.device), torch.device("mps"))
    assert_equal(student.pick_device("cuda:1", cuda=True, mps=False, returns=torch.device), torch.device("cuda:1"))


@pick_device
@pytest.mark.parametrize(
    ("cuda", "mps", "want"),
    [(True, True, "cuda"), (True, False, "cuda"), (False, True, "mps"), (False, False, "cpu")],
)
def test_pick_device_default(student, cuda, mps, want):
    """Where nothing was asked for: cuda if there is one, otherwise mps, otherwise the CPU"""
    assert_equal(student.pick_device(None, cuda, mps, returns=torch.device), torch.device(want))


@pick_device
@pytest.mark.parametrize(("cuda", "mps"), [(True, True), (True, False), (False, True), (False, False)])
def test_pick_device_preferred(student, cuda, mps):
    """What was asked for and is there is used, with its number, even where something faster is there too"""
    there = ["cpu"] + ["mps"] * mps + ["cuda", "cuda:2", "cuda:1"] * cuda
    for preferred in there:
        assert_equal(student.pick_device(preferred, cuda, mps, returns=torch.device), torch.device(preferred))


@pick_device
@pytest.mark.parametrize(
    ("preferred", "cuda", "mps"),
    [("cuda", False, True), ("cuda:1", False, False), ("mps", True, False), ("cuda:3", False, True)],
)
def test_pick_device_absent(student, preferred, cuda, mps):
    """What was asked for and is not there raises ValueError; on the same machine, what is there is used"""
    for there in ["cpu"] + ["mps"] * mps + ["cuda:1"] * cuda:
        assert_equal(student.pick_device(there, cuda, mps, returns=torch.device), torch.device(there))
    with student.raises(ValueError):
        student.pick_device(preferred, cuda, mps, returns=torch.device)


# move_batch


def described(value: object) -> object:
    """A batch with every tensor as its shape and dtype, and "meta" where it has no values."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(described, value))
    if isinstance(value, dict):
        return {key: described(item) for key, item in value.items()}
    if hasattr(value, "dtype"):
        return f"{tuple(value.shape)} {value.dtype}" + ("" if isinstance(value, Tensor) else " meta")
    return value


def on_meta(value: object) -> object:
    """What `described` must give for a batch after it was moved to "meta"."""
    if isinstance(value, Tensor):
        dtype = torch.float32 if value.dtype == torch.float64 else value.dtype
        return f"{tuple(value.shape)} {dtype} meta"
    if isinstance(value, (list, tuple)):
        return type(value)(map(on_meta, value))
    return {key: on_meta(item) for key, item in value.items()} if isinstance(value, dict) else value


@move_batch
@pytest.mark.visible
def test_move_batch_example(student):
    """{"x": a (2, 3) tensor, "names": ["a", "b"]}, moved to "meta": x is there, in its shape, and names is as it was"""
    batch = {"x": torch.ones(2, 3), "names": ["a", "b"]}
    got = described(student.move_batch(batch, META, returns=object))
    assert_equal(got, {"x": "(2, 3) torch.float32 meta", "names": ["a", "b"]})


NESTS = {
    "pair": lambda rng: (rng.normal(5, 3), rng.labels(5, 4)),
    "list": lambda rng: [rng.normal(2), rng.normal(3, 1), rng.bernoulli(4)],
    "dict": lambda rng: {"x": rng.normal(4, 2), "mask": rng.bernoulli(4), "y": rng.labels(4, 3)},
    "inputs in a tuple": lambda rng: ((rng.normal(3, 2), rng.normal(3, 5)), rng.labels(3, 2)),
    "deep": lambda rng: {"a": [{"b": (rng.normal(2, 3), [rng.integers(3)])}, rng.normal(1)], "c": {"d": rng.normal(2)}},
}
NESTED = pytest.mark.parametrize("nest", NESTS)


@move_batch
@NESTED
def test_move_batch_structure(student, rng, nest):
    """Every tensor is on the device, in lists, tuples and dicts at any depth, which keep their types"""
    batch = NESTS[nest](rng)
    assert_equal(described(student.move_batch(batch, META, returns=object)), on_meta(batch))


@move_batch
@NESTED
def test_move_batch_values(student, rng, nest):
    """Tensors keep values, shape and dtype, whether on their own or in a nest; and they do move"""
    batch = NESTS[nest](rng)
    assert_close(student.move_batch(batch, CPU, returns=object), batch)
    alone = rng.integers(3, 2)
    assert_equal(student.move_batch(alone, CPU), alone)
    assert_equal(described(student.move_batch([batch, alone], META, returns=object)), on_meta([batch, alone]))


@move_batch
def test_move_batch_passes_the_rest_on(student, rng):
    """Numbers, texts, bools and None are passed on beside the tensors, and empty containers stay empty"""
    batch = {
        "id": 7,
        "names": ("left", "right"),
        "weight": 0.5,
        "none": None,
        3: [True, rng.normal(2)],
        "empty": [[], {}, ()],
    }
    got = student.move_batch(batch, META, returns=object)
    assert_equal(described(got), on_meta(batch))
    assert_equal(list(got), list(batch))


@move_batch
def test_move_batch_leaves_the_batch(student, rng):
    """The tensors are moved, and the batch that was passed in is as it was"""
    batch = {"x": [rng.normal(2, 3), {"y": rng.normal(4)}], "z": rng.normal(1)}
    seen = student.run("move_batch", batch, META, returns=object)
    assert_equal(described(seen.value), on_meta(batch))
    assert_close(seen.args[0], batch)


# ema_update


def averaged(ema: Mapping[str, Tensor], state: Mapping[str, Tensor], decay: float) -> dict[str, Tensor]:
    """The averages after one update."""
    return {
        name: decay * ema[name] + (1 - decay) * value if value.is_floating_point() else value
        for name, value in state.items()
    }


def some_state(rng, low: int) -> dict[str, Tensor]:
    """Two parameters and BatchNorm's buffers; the counter is `low` or a little more."""
    return {
        "weight": rng.normal(4, 3), "bias": rng.normal(4), "running_mean": rng.normal(5) + 2,
        "num_batches_tracked": torch.tensor(low + rng.integer(0, 9)),
    }  # fmt: skip


@ema_update
@pytest.mark.visible
def test_ema_update_example(student):
    """The average [1, 2] moves to [1.5, 3] towards [3, 6] with decay 0.75, and the counter becomes 4"""
    ema = {"w": torch.tensor([1.0, 2.0]), "batches": torch.tensor(3)}
    state = {"w": torch.tensor([3.0, 6.0]), "batches": torch.tensor(4)}
    seen = student.run("ema_update", ema, state, 0.75, returns=None)
    assert_close(seen.args[0], {"w": torch.tensor([1.5, 3.0]), "batches": torch.tensor(4)})


@ema_update
@pytest.mark.parametrize("decay", [0.9, 0.3, 0.75])
def test_ema_update_step(student, rng, decay):
    """Each average becomes decay times itself plus (1 - decay) times the current value"""
    ema = {"w": rng.normal(3, 5), "b": rng.normal(7)}
    state = {"w": rng.normal(3, 5), "b": rng.normal(7)}
    seen = student.run("ema_update", ema, state, decay, returns=None)
    assert_close(seen.args[0], averaged(ema, state, decay))


@ema_update
def test_ema_update_by_name(student, rng):
    """Averages and current values belong together by name, in whatever order the two dicts have them"""
    names = ("weight", "other", "last")
    ema, state = {name: rng.normal(3, 2) for name in names}, {name: rng.normal(3, 2) for name in reversed(names)}
    seen = student.run("ema_update", ema, state, 0.8, returns=None)
    assert_close(dict(seen.args[0]), averaged(ema, state, 0.8))


@ema_update
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16], ids=["float16", "bfloat16"])
def test_ema_update_sixteen_bits(student, rng, dtype):
    """Floating-point tensors of 16 bits are averaged too, and stay what they are"""
    shapes = {"w": (3, 2), "b": (5,)}
    ema, state = ({name: 4.0 * rng.integers(*shape, low=-9, high=10) for name, shape in shapes.items()} for _ in "12")
    for name in shapes:
        state[name] += 4.0 * (state[name] == ema[name])
    sent = [{name: value.to(dtype) for name, value in values.items()} for values in (ema, state)]
    seen = student.run("ema_update", *sent, 0.75, returns=None)
    want = averaged(ema, state, 0.75)
    assert_close(seen.args[0], {name: value.to(dtype) for name, value in want.items()})


@ema_update
def test_ema_update_three_steps(student, rng):
    """Three updates in a row give the right averages each time"""
    ema = some_state(rng, 10)
    for step, decay in enumerate((0.8, 0.95, 0.6), start=2):
        state = some_state(rng, 10 * step)
        seen = student.run("ema_update", ema, state, decay, returns=None)
        ema = {name: value.float().double() if value.is_floating_point() else value
               for name, value in averaged(ema, state, decay).items()}  # fmt: skip
        assert_close(seen.args[0], ema)


@ema_update
def test_ema_update_counters(student, rng):
    """Whole numbers and bools are copied, not averaged, and keep their dtype; floating-point buffers are averaged"""
    ema = some_state(rng, 10) | {"flags": torch.tensor([True, False, True])}
    state = some_state(rng, 50) | {"flags": torch.tensor([False, False, True])}
    seen = student.run("ema_update", ema, state, 0.7, returns=None)
    assert_close(seen.args[0], averaged(ema, state, 0.7))


@ema_update
def test_ema_update_no_graph(student, rng):
    """Parameters that require grad leave no graph behind in the averages, which are right"""
    ema, values = {"w": rng.normal(3, 2), "b": rng.normal(3)}, {"w": rng.normal(3, 2), "b": rng.normal(3)}
    state = {name: recipe.leaf(value) for name, value in values.items()}
    seen = student.run("ema_update", ema, state, 0.8, returns=None)
    assert_close(seen.args[0], averaged(ema, values, 0.8))
    require(not seen.is_recorded(0), "the averages hang on the graph of the parameters")


@ema_update
def test_ema_update_own_memory(student, rng):
    """The averages are right, share no memory with the current tensors, and leave those as they were"""
    ema, state = some_state(rng, 10), some_state(rng, 30)
    seen = student.run("ema_update", ema, state, 0.6, returns=None)
    assert_close(seen.args[0], averaged(ema, state, 0.6))
    require(not seen.arg_storages[0] & seen.arg_storages[1], "the averages share memory with the current tensors")
    assert_unchanged(seen, 1)


# save_checkpoint and load_checkpoint

NET = recipe.sequential(
    body=recipe.layer("Linear", 4, 5), norm=recipe.layer("BatchNorm1d", 5), act=recipe.layer("Tanh"),
    head=recipe.layer("Linear", 5, 3),
)  # fmt: skip


PLAIN_LAYERS = {"body": recipe.layer("Linear", 4, 5), "act": recipe.layer("Tanh"), "head": recipe.layer("Linear", 5, 3)}
PLAIN = recipe.sequential(**PLAIN_LAYERS)


def network(rng, net: Node = NET, **options) -> Node:
    """A classifier of four inputs and three classes, with BatchNorm or without, and weights of ours."""
    return recipe.model(net, recipe.random_state(net, rng), **options)


def some_batches(rng, sizes: Sequence[int] = (6, 5, 4)) -> list[tuple[Tensor, Tensor]]:
    """Unequal batches for it."""
    return [(rng.normal(n, 4), rng.labels(n, 3)) for n in sizes]


def take_steps(model, optimizer, items) -> None:
    """The oracle's steps, in float64."""
    for x, y in items:
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()


class Begun:
    """A model and an Adam after a few steps: handles inside, and twins in float64 here."""

    def __init__(self, student, rng, **options) -> None:
        self.items = some_batches(rng)
        model = network(rng, **options)
        adam = recipe.optimizer("Adam", model, **ADAM)
        self.model, self.adam, self.steps = student.build(model, adam, recipe.function("optimizer_steps"))
        built = recipe.builder()
        self.twin, self.stepper = built(model), built(adam)
        self.go_on()

    def go_on(self) -> None:
        """The same steps on both sides."""
        self.steps(self.model, self.adam, recipe.batches(self.items), returns=None)
        take_steps(self.twin, self.stepper, self.items)

    def content(self, epoch: int) -> dict[str, object]:
        """What a checkpoint holds of it."""
        return {
            "model": dict(self.twin.state_dict()),
            "optimizer": self.stepper.state_dict(),
            "epoch": epoch,
        }


def written(student, name: str) -> dict[str, object]:
    """What a reader without student code finds in the file."""
    return student.clean_read("torch_weights_only", student.files(name), returns=dict[str, object])


@save_checkpoint
@pytest.mark.visible
def test_save_checkpoint_example(student):
    """The file holds the model's weight, the optimiser's learning rate 0.5 and the epoch 3"""
    weight = torch.tensor([[1.0], [2.0]])
    model = recipe.model(recipe.layer("Linear", 1, 2, bias=False), {"weight": weight})
    student.save_checkpoint(student.path("last.pt"), model, recipe.optimizer("SGD", model, lr=0.5), 3, returns=None)
    got = written(student, "last.pt")
    assert_equal(set(got), {"model", "optimizer", "epoch"})
    assert_equal(got["epoch"], 3)
    assert_close(got["model"], {"weight": weight})
    require(isinstance(got["optimizer"], dict) and "param_groups" in got["optimizer"], "there is no optimiser's state")
    assert_equal(got["optimizer"]["param_groups"][0]["lr"], 0.5)


@save_checkpoint
def test_save_checkpoint_keys(student, rng):
    """The keys are model, optimizer and epoch, in a file that weights_only=True reads; epoch is the number given"""
    begun, epoch = Begun(student, rng), rng.integer(5, 500)
    student.save_checkpoint(student.path("run/last.pt"), begun.model, begun.adam, epoch, returns=None)
    got = written(student, "run/last.pt")
    assert_equal(set(got), {"model", "optimizer", "epoch"})
    assert_equal(got["epoch"], epoch)


@save_checkpoint
def test_save_checkpoint_model(student, rng):
    """Under "model" are all parameters and buffers, by name, as they are after training"""
    begun = Begun(student, rng)
    student.save_checkpoint(student.path("last.pt"), begun.model, begun.adam, 3, returns=None)
    assert_close(written(student, "last.pt").get("model"), begun.content(3)["model"])


@save_checkpoint
def test_save_checkpoint_optimizer(student, rng):
    """Under "optimizer" are its averages, its step count and its settings"""
    begun = Begun(student, rng)
    student.save_checkpoint(student.path("last.pt"), begun.model, begun.adam, 3, returns=None)
    assert_close(written(student, "last.pt").get("optimizer"), begun.content(3)["optimizer"])


@save_checkpoint
def test_save_checkpoint_again(student, rng):
    """A later checkpoint replaces an earlier one of the same name, and one of another name leaves it alone"""
    begun = Begun(student, rng)
    student.save_checkpoint(student.path("last.pt"), begun.model, begun.adam, 3, returns=None)
    first = begun.content(3)
    first["model"] = {name: value.clone() for name, value in first["model"].items()}
    student.save_checkpoint(student.path("first.pt"), begun.model, begun.adam, 3, returns=None)
    begun.go_on()
    student.save_checkpoint(student.path("last.pt"), begun.model, begun.adam, 4, returns=None)
    got, old = written(student, "last.pt"), written(student, "first.pt")
    assert_close((got.get("model"), got.get("epoch")), (begun.content(4)["model"], 4))
    assert_close((old.get("model"), old.get("epoch")), (first["model"], 3))


@save_checkpoint
@pytest.mark.parametrize("training", [True, False])
def test_save_checkpoint_leaves_the_training(student, rng, training):
    """The file is right, and model, gradients, modes and optimiser are as they were"""
    begun = Begun(student, rng, training=training, evaluating=["norm"] if training else [])
    modes = {name: module.training for name, module in begun.twin.named_modules()}
    student.save_checkpoint(student.path("last.pt"), begun.model, begun.adam, 8, returns=None)
    assert_close(written(student, "last.pt").get("model"), begun.content(8)["model"])
    after = begun.model.view()
    assert_close(after.state, dict(begun.twin.state_dict()))
    assert_equal(dict(after.training), modes)
    assert_close(after.grads, {name: parameter.grad for name, parameter in begun.twin.named_parameters()})
    assert_close(begun.adam.view(returns=OptimizerView).state, optimizer_state(begun.twin, begun.stepper))


def optimizer_state(model, optimizer) -> dict[str, dict[str, Tensor]]:
    """The oracle's optimiser state by the parameters' names."""
    return {name: dict(optimizer.state[parameter]) for name, parameter in model.named_parameters()}


class Saved:
    """A checkpoint of ours in the check's folder: the twins that it was made of, and the recipes to load it into."""

    def __init__(self, student, rng, device: str | None = None, **options) -> None:
        self.items, self.epoch = some_batches(rng), rng.integer(5, 500)
        model = network(rng)
        built = recipe.builder()
        self.twin, self.stepper = built([model, recipe.optimizer("Adam", model, **ADAM)])
        take_steps(self.twin, self.stepper, self.items)
        self.content = single(
            {"model": dict(self.twin.state_dict()), "optimizer": self.stepper.state_dict(), "epoch": self.epoch}
        )
        student.place({"runs/last.pt": recipe.saved(self.content, device=device)})
        self.path = student.path("runs/last.pt")
        self.model = network(rng, **options)
        self.adam = recipe.optimizer("Adam", self.model, **OTHER_ADAM)

    @property
    def state(self) -> dict[str, Tensor]:
        """The model's state in it."""
        return {name: value.detach().clone() for name, value in self.twin.state_dict().items()}


@load_checkpoint
@pytest.mark.visible
def test_load_checkpoint_example(student):
    """The file holds the weight [[2], [3]] and the epoch 7: the model has that weight, and 7 comes back"""
    weight = torch.tensor([[2.0], [3.0]])
    student.place({"last.pt": recipe.saved({"model": {"weight": weight}, "optimizer": {}, "epoch": 7})})
    model = recipe.model(recipe.layer("Linear", 1, 2, bias=False), {"weight": torch.zeros(2, 1)})
    seen = student.run("load_checkpoint", student.path("last.pt"), model, returns=int)
    assert_equal(seen.value, 7)
    assert_close(seen.args[1].parameters, {"weight": weight})


@load_checkpoint
def test_load_checkpoint_model(student, rng):
    """All parameters and buffers become those of the file, and the epoch comes back"""
    saved = Saved(student, rng)
    seen = student.run("load_checkpoint", saved.path, saved.model, saved.adam, returns=int)
    assert_equal(seen.value, saved.epoch)
    assert_close(seen.args[1].state, saved.state)


@load_checkpoint
def test_load_checkpoint_optimizer(student, rng):
    """The optimiser's averages, step count and settings become those of the file"""
    saved = Saved(student, rng)
    seen = student.run("load_checkpoint", saved.path, saved.model, saved.adam, returns=int)
    assert_close(seen.args[2].state, optimizer_state(saved.twin, saved.stepper))
    assert_close({key: seen.args[2].groups[0].get(key) for key in ADAM}, ADAM)


@load_checkpoint
def test_load_checkpoint_goes_on(student, rng):
    """Training goes on from there as if nothing had happened"""
    saved = Saved(student, rng)
    model, adam, steps = student.build(saved.model, saved.adam, recipe.function("optimizer_steps"))
    student.load_checkpoint(saved.path, model, adam, returns=int)
    steps(model, adam, recipe.batches(saved.items), returns=None)
    take_steps(saved.twin, saved.stepper, saved.items)
    assert_close(model.view().state, saved.state)


@load_checkpoint
def test_load_checkpoint_without_optimizer(student, rng):
    """Without an optimiser the model is loaded all the same, and the epoch comes back"""
    saved = Saved(student, rng)
    seen = student.run("load_checkpoint", saved.path, saved.model, returns=int)
    assert_equal(seen.value, saved.epoch)
    assert_close(seen.args[1].state, saved.state)


@load_checkpoint
def test_load_checkpoint_from_another_machine(student, rng):
    """A file whose tensors were on a GPU that is not here is loaded, model and optimiser"""
    saved = Saved(student, rng, device=ELSEWHERE)
    seen = student.run("load_checkpoint", saved.path, saved.model, saved.adam, returns=int)
    assert_close(seen.args[1].state, saved.state)
    assert_close(seen.args[2].state, optimizer_state(saved.twin, saved.stepper))


@load_checkpoint
@pytest.mark.parametrize("training", [True, False])
def test_load_checkpoint_keeps_modes_and_gradients(student, rng, training):
    """The state is loaded; the mode of every part and the gradients are as they were before"""
    begun = Begun(student, rng, training=training, evaluating=["norm"] if training else [])
    saved = Saved(student, rng)
    modes = {name: module.training for name, module in begun.twin.named_modules()}
    student.load_checkpoint(saved.path, begun.model, begun.adam, returns=int)
    after = begun.model.view()
    assert_close(after.state, saved.state)
    assert_equal(dict(after.training), modes)
    assert_close(after.grads, {name: parameter.grad for name, parameter in begun.twin.named_parameters()})


@load_checkpoint
@pytest.mark.parametrize("change", ["missing", "too much", "another name"])
def test_load_checkpoint_strict(student, rng, change):
    """A file whose names are not the model's raises RuntimeError; one whose names are is loaded"""
    saved = Saved(student, rng)
    seen = student.run("load_checkpoint", saved.path, saved.model, returns=int)
    assert_close(seen.args[1].state, saved.state)
    state = dict(saved.content["model"])
    if change != "too much":
        moved = state.pop("head.weight")
    if change != "missing":
        state["classifier.weight"] = torch.ones(2) if change == "too much" else moved
    student.place({"odd.pt": recipe.saved(saved.content | {"model": state})})
    with student.raises(RuntimeError):
        student.load_checkpoint(student.path("odd.pt"), saved.model, returns=int)


@load_checkpoint
def test_load_checkpoint_refuses_objects(student, rng):
    """A file that holds an object of some class is refused; one that holds tensors and plain values is loaded"""
    saved = Saved(student, rng)
    seen = student.run("load_checkpoint", saved.path, saved.model, returns=int)
    assert_close(seen.args[1].state, saved.state)
    student.place({"odd.pt": recipe.saved(saved.content | {"note": Fraction(1, 3)})})
    with student.raises(pickle.UnpicklingError):
        student.load_checkpoint(student.path("odd.pt"), saved.model, returns=int)


# load_partial

Names = tuple[list[str], list[str]]


def partly(student, state: Mapping[str, Tensor], model: Node):
    """The call, its two lists and the model's state afterwards."""
    seen = student.run("load_partial", dict(state), model, returns=Names)
    return seen, seen.value, seen.args[1].state


@load_partial
@pytest.mark.visible
def test_load_partial_example(student):
    """module.weight is loaded as weight; missing is ["bias"], unexpected is ["scale"]"""
    start = {"weight": torch.zeros(1, 2), "bias": torch.ones(1)}
    model = recipe.model(recipe.layer("Linear", 2, 1), start)
    weight = torch.tensor([[3.0, 4.0]])
    _, names, state = partly(student, {"module.weight": weight, "module.scale": torch.ones(1)}, model)
    assert_equal(names, (["bias"], ["scale"]))
    assert_close(state, {"weight": weight, "bias": torch.ones(1)})


@load_partial
@pytest.mark.parametrize("prefix", ["", "module."])
def test_load_partial_whole(student, rng, prefix):
    """A state that fits is loaded whole, buffers too, with or without "module." before the names"""
    state = recipe.random_state(NET, rng) | {"norm.num_batches_tracked": torch.tensor(rng.integer(5, 50))}
    _, names, after = partly(student, {prefix + name: value for name, value in state.items()}, network(rng))
    assert_close(after, state)
    assert_equal(names, ([], []))


@load_partial
@pytest.mark.parametrize("prefix", ["", "module."])
def test_load_partial_lists(student, rng, prefix):
    """What the state lacks is missing, what the model lacks is unexpected, in order; the rest is loaded"""
    own, state = recipe.random_state(NET, rng), recipe.random_state(NET, rng)
    gone = ["head.weight", "body.bias", "norm.running_var"]
    given = {"extra.weight": rng.normal(2)} | {name: value for name, value in state.items() if name not in gone}
    given |= {"aux": rng.normal(3, 1), "body.scale": rng.normal(1)}
    model = recipe.model(NET, own)
    _, names, after = partly(student, {prefix + name: value for name, value in given.items()}, model)
    assert_close(after, own | {name: given[name] for name in own if name in given})
    assert_equal(names, (["body.bias", "norm.running_var", "head.weight"], ["extra.weight", "aux", "body.scale"]))


@load_partial
@pytest.mark.parametrize("shape", [(7, 5), (1, 5), (3, 1), (5, 3), (15,)])
def test_load_partial_shapes(student, rng, shape):
    """A tensor of another shape is not loaded, even if it could be stretched or turned to fit; it is in both lists"""
    own, state = recipe.random_state(NET, rng), recipe.random_state(NET, rng)
    state["head.weight"] = rng.normal(*shape)
    _, names, after = partly(student, state, recipe.model(NET, own))
    assert_close(after, state | {"head.weight": own["head.weight"]})
    assert_equal(names, (["head.weight"], ["head.weight"]))


@load_partial
def test_load_partial_prefix_only(student, rng):
    """Only one "module." at the very beginning is taken off, and only where it is there"""
    net = recipe.sequential(
        submodule=recipe.layer("Linear", 3, 2), top=recipe.sequential(module=recipe.layer("Linear", 2, 4))
    )
    own, state = recipe.random_state(net, rng), recipe.random_state(net, rng)
    given = {f"module.{name}" if "weight" in name else name: value for name, value in state.items()}
    given |= {"module.module.submodule.bias": rng.normal(2), "amodule.x": rng.normal(1)}
    _, names, after = partly(student, given, recipe.model(net, own))
    assert_close(after, state)
    assert_equal(names, ([], ["module.submodule.bias", "amodule.x"]))


@load_partial
def test_load_partial_leaves_the_rest(student, rng):
    """What fits is loaded; the state, the train or eval modes and what is frozen are as they were"""
    own, state = recipe.random_state(NET, rng), recipe.random_state(NET, rng)
    del state["head.bias"]
    model = recipe.model(NET, own, evaluating=["norm"], frozen=["body"])
    seen, names, after = partly(student, {f"module.{name}": value for name, value in state.items()}, model)
    assert_close(after, state | {"head.bias": own["head.bias"]})
    assert_equal(names, (["head.bias"], []))
    assert_unchanged(seen, 0)
    view: ModelView = seen.args[1]
    assert_equal(dict(view.training), {"": True, "body": True, "norm": False, "act": True, "head": True})
    parameters = ["body.weight", "body.bias", "norm.weight", "norm.bias", "head.weight", "head.bias"]
    assert_equal(dict(view.requires_grad), {name: not name.startswith("body") for name in parameters})


# hub_entrypoint


def chain_shapes(sizes: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """The parameters of the network for these sizes."""
    shapes: dict[str, tuple[int, ...]] = {}
    for index, (inputs, outputs) in enumerate(pairwise(sizes)):
        shapes |= {f"{2 * index}.weight": (outputs, inputs), f"{2 * index}.bias": (outputs,)}
    return shapes


def chain_state(rng, sizes: Sequence[int]) -> dict[str, Tensor]:
    """Random weights for it."""
    return {name: rng.normal(*shape) * 0.7 for name, shape in chain_shapes(sizes).items()}


def chain_forward(state: Mapping[str, Tensor], x: Tensor) -> Tensor:
    """Linear layers with ReLU between them."""
    last = len(state) - 2
    for index in range(0, len(state), 2):
        x = F.linear(x, state[f"{index}.weight"], state[f"{index}.bias"])
        x = x if index == last else F.relu(x)
    return x


def weights_file(student, state: Mapping[str, Tensor], device: str | None = None, **more: object) -> Node:
    """A checkpoint of ours with this state, in the check's folder."""
    student.place({"hub/last.pt": recipe.saved(single({"model": dict(state), "epoch": 7} | more), device=device)})
    return student.path("hub/last.pt")


SIZES = pytest.mark.parametrize("sizes", [[4, 7, 3], [5, 2], [3, 6, 5, 4]], ids=["three", "two", "four"])


@hub_entrypoint
@pytest.mark.visible
def test_hub_entrypoint_example(student):
    """torch.hub.load finds it; with the weight [[2, -1]] and the bias [10], [[3, 4]] becomes [[12]]"""
    state = {"0.weight": torch.tensor([[2.0, -1.0]]), "0.bias": torch.tensor([10.0])}
    model = student.hub("hub_entrypoint", [2, 1], weights=weights_file(student, state))
    assert_close(model(torch.tensor([[3.0, 4.0]])), torch.tensor([[12.0]]))


@hub_entrypoint
@SIZES
def test_hub_entrypoint_weights(student, rng, sizes):
    """The network has the weights of the file, and its logits are right: ReLU between the layers, none at the end"""
    state, x = chain_state(rng, sizes), rng.normal(6, sizes[0])
    model = student.hub("hub_entrypoint", sizes, weights=weights_file(student, state))
    assert_close(model.view().state, state)
    assert_close(model(x), chain_forward(state, x))


@hub_entrypoint
@SIZES
def test_hub_entrypoint_untrained(student, rng, sizes):
    """Without a file the network is there all the same: names and shapes are right, and so are the logits"""
    state, x = chain_state(rng, sizes), rng.normal(6, sizes[0])
    model = student.hub("hub_entrypoint", sizes)
    found = {name: tuple(value.shape) for name, value in model.view().state.items()}
    assert_equal(found, chain_shapes(sizes))
    require(bool((model.view().state["0.weight"] != 0).all()), "the weights are not those that nn.Linear starts with")
    model.set_state(state)
    assert_close(model(x), chain_forward(state, x))


@hub_entrypoint
def test_hub_entrypoint_from_another_machine(student, rng):
    """A file whose tensors were on a GPU that is not here is loaded, with map_location named and without"""
    sizes = [4, 5, 3]
    state, x = chain_state(rng, sizes), rng.normal(6, 4)
    path = weights_file(student, state, device=ELSEWHERE, optimizer={"state": {0: {"exp_avg": rng.normal(3)}}})
    for options in ({}, {"map_location": "cpu"}):
        model = student.hub("hub_entrypoint", sizes, weights=path, **options)
        assert_close(model(x), chain_forward(state, x))


@hub_entrypoint
def test_hub_entrypoint_eval_mode(student, rng):
    """The network is in eval mode throughout, trained or not, and its logits are right"""
    sizes = [4, 5, 3]
    state, x = chain_state(rng, sizes), rng.normal(6, 4)
    trained = student.hub("hub_entrypoint", sizes, weights=weights_file(student, state))
    assert_close(trained(x), chain_forward(state, x))
    modes = [model.view().training for model in (trained, student.hub("hub_entrypoint", sizes))]
    require(not any(any(mode.values()) for mode in modes), "the network, or a part of it, is in train mode")


@hub_entrypoint
@pytest.mark.parametrize("change", ["missing", "too much", "another shape"])
def test_hub_entrypoint_strict(student, rng, change):
    """A file that is not of this network raises RuntimeError; one that is is loaded"""
    sizes = [4, 5, 3]
    state = chain_state(rng, sizes)
    model = student.hub("hub_entrypoint", sizes, weights=weights_file(student, state))
    assert_close(model.view().state, state)
    if change == "missing":
        del state["2.weight"]
    else:
        state["4.weight" if change == "too much" else "2.bias"] = rng.normal(4)
    with student.raises(RuntimeError):
        student.hub("hub_entrypoint", sizes, weights=weights_file(student, state))


@hub_entrypoint
def test_hub_entrypoint_refuses_objects(student, rng):
    """A file that holds an object of some class is refused; one that holds tensors and plain values is loaded"""
    sizes = [4, 5, 3]
    state = chain_state(rng, sizes)
    model = student.hub("hub_entrypoint", sizes, weights=weights_file(student, state))
    assert_close(model.view().state, state)
    with student.raises(pickle.UnpicklingError):
        student.hub("hub_entrypoint", sizes, weights=weights_file(student, state, note=Fraction(1, 3)))


# resume_equals_uninterrupted

N, BATCH = 11, 4
"""Batches of 4, 4 and 3."""


class Trainings:
    """One data set and one start; every run gets a model, an optimiser and a generator of its own."""

    def __init__(self, rng, net: Node = PLAIN) -> None:
        self.rng, self.net = rng, net
        self.x, self.y = rng.normal(N, 4), rng.labels(N, 3)
        self.model, self.seed = network(rng, net), rng.integer(1, 2**31)

    def oracle(self, epochs: int):
        """The uninterrupted run, in float64: its losses, the model, the optimiser and the generator after it."""
        built = recipe.builder()
        model, adam = built([self.model, recipe.optimizer("Adam", self.model, **ADAM)])
        generator, losses = torch.Generator().manual_seed(self.seed), []
        for _ in range(epochs):
            total = 0.0
            for rows in torch.randperm(N, generator=generator).split(BATCH):
                adam.zero_grad()
                loss = F.cross_entropy(model(self.x[rows]), self.y[rows])
                loss.backward()
                adam.step()
                total += loss.item() * len(rows)
            losses.append(total / N)
        return losses, model, adam, generator

    def start(self) -> tuple[Node, Node, Node]:
        """Model, optimiser and generator of the first program."""
        return self.model, recipe.optimizer("Adam", self.model, **ADAM), recipe.generator(self.seed)

    def start_interrupted(self, calls: int) -> tuple[Node, Node, Node]:
        """Those of a first program that runs the model so many times and is then ended."""
        node, state = recipe.sequential(**PLAIN_LAYERS, end=recipe.fails_after(calls)), self.model.fields["state"]
        model = recipe.model(node, state)
        return model, recipe.optimizer("Adam", model, **ADAM), recipe.generator(self.seed)

    def start_again(self) -> tuple[Node, Node, Node]:
        """Those of a program that was started anew: other weights, other settings, another seed."""
        model = network(self.rng, self.net)
        return model, recipe.optimizer("Adam", model, **OTHER_ADAM), recipe.generator(self.rng.integer(1, 2**31))

    def run(self, student, program: tuple[object, object, object], epochs: int):
        """The learner's function in one program: model, optimiser and generator may be recipes or handles."""
        model, adam, generator = program
        return student.run(
            "resume_equals_uninterrupted", student.path("run/last.pt"), model, adam, self.x, self.y, BATCH, epochs,
            generator, returns=list[float],
        )  # fmt: skip


def in_a_new_program(student):
    """Another worker, with the files that this one has written and nothing else."""
    fresh = student.fresh()
    fresh.place(student.files("run"))
    return fresh


def state_of(model) -> dict[str, Tensor]:
    """The oracle's state."""
    return {name: value.detach() for name, value in model.state_dict().items()}


@resume
@pytest.mark.visible
def test_resume_example(student):
    """One epoch, and in a second call, with a new model, the second: the losses are [0.6931] and [0.6178]"""
    x, y = torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1])
    path = student.path("run/last.pt")
    for start, epochs, want in ((0.0, 1, [0.693147]), (5.0, 2, [0.617785])):
        model = recipe.model(recipe.layer("Linear", 1, 2, bias=False), {"weight": torch.full((2, 1), start)})
        sgd = recipe.optimizer("SGD", model, lr=0.2)
        got = student.resume_equals_uninterrupted(
            path, model, sgd, x, y, 2, epochs, recipe.generator(7), returns=list[float]
        )
        assert_close(got, want)


@resume
def test_resume_straight(student, rng):
    """Without a checkpoint, three epochs give the right losses, parameters and buffers"""
    trainings = Trainings(rng, NET)
    losses, model, _, _ = trainings.oracle(3)
    seen = trainings.run(student, trainings.start(), 3)
    assert_close(seen.value, losses)
    assert_close(seen.args[1].state, state_of(model))


@resume
def test_resume_plain_file(student, rng):
    """The losses are right, the checkpoint can be read with weights_only=True, and one that holds objects is refused"""
    trainings = Trainings(rng)
    assert_close(trainings.run(student, trainings.start(), 2).value, trainings.oracle(2)[0])
    student.clean_read("torch_weights_only", student.files("run/last.pt"))
    student.place({"run/last.pt": recipe.saved({"note": Fraction(1, 3)})})
    with student.raises(pickle.UnpicklingError):
        trainings.run(student, trainings.start(), 2)


@resume
@pytest.mark.parametrize("k", [1, 3])
def test_resume_parameters(student, rng, k):
    """After k epochs and, in a new program, the rest, parameters and buffers are those of an uninterrupted run"""
    trainings = Trainings(rng, NET)
    _, model, _, _ = trainings.oracle(4)
    trainings.run(student, trainings.start(), k)
    fresh = in_a_new_program(student)
    assert_close(trainings.run(fresh, trainings.start_again(), 4).args[1].state, state_of(model))


@resume
def test_resume_losses(student, rng):
    """The second program returns the losses of the epochs that it trained, and of no others"""
    trainings = Trainings(rng)
    losses, _, _, _ = trainings.oracle(5)
    assert_close(trainings.run(student, trainings.start(), 2).value, losses[:2])
    fresh = in_a_new_program(student)
    assert_close(trainings.run(fresh, trainings.start_again(), 5).value, losses[2:])


@resume
def test_resume_optimizer(student, rng):
    """The optimiser ends with the averages, the step count and the settings of an uninterrupted run"""
    trainings = Trainings(rng)
    _, model, adam, _ = trainings.oracle(4)
    trainings.run(student, trainings.start(), 1)
    seen = trainings.run(in_a_new_program(student), trainings.start_again(), 4)
    assert_close(seen.args[2].state, optimizer_state(model, adam))
    assert_close({key: seen.args[2].groups[0].get(key) for key in ADAM}, ADAM)


@resume
def test_resume_many_times(student, rng):
    """A run that is interrupted after every epoch ends where an uninterrupted one does"""
    trainings = Trainings(rng)
    losses, model, _, _ = trainings.oracle(4)
    assert_close(trainings.run(student, trainings.start(), 1).value, losses[:1])
    program = student
    for epoch in (2, 3, 4):
        program = in_a_new_program(program)
        seen = trainings.run(program, trainings.start_again(), epoch)
        assert_close(seen.value, losses[epoch - 1 : epoch])
    assert_close(seen.args[1].state, state_of(model))


@resume
def test_resume_after_an_interruption(student, rng):
    """A program that is ended in the middle of its third epoch loses that one alone: the next one goes on after two"""
    trainings = Trainings(rng)
    losses, model, _, _ = trainings.oracle(4)
    with student.raises(RuntimeError):
        trainings.run(student, trainings.start_interrupted(calls=7), 4)
    seen = trainings.run(in_a_new_program(student), trainings.start_again(), 4)
    assert_close(seen.value, losses[2:])
    assert_close(seen.args[1].state, state_of(model))


@resume
def test_resume_same_program(student, rng):
    """In one program, a second call with more epochs goes on with the same model"""
    trainings = Trainings(rng)
    losses, model, _, _ = trainings.oracle(5)
    net, adam, generator = student.build(*trainings.start())
    assert_close(trainings.run(student, (net, adam, generator), 3).value, losses[:3])
    assert_close(trainings.run(student, (net, adam, generator), 5).value, losses[3:])
    assert_close(net.view().state, state_of(model))


@resume
def test_resume_finished(student, rng):
    """Where all epochs are done nothing is trained, the list is empty, and the model holds the checkpoint's state"""
    trainings = Trainings(rng)
    losses, model, _, _ = trainings.oracle(3)
    assert_close(trainings.run(student, trainings.start(), 3).value, losses)
    seen = trainings.run(in_a_new_program(student), trainings.start_again(), 3)
    assert_equal(seen.value, [])
    assert_close(seen.args[1].state, state_of(model))
