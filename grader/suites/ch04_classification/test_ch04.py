"""Chapter 4: classification and nn.Module."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.suite import Handle, Node, assert_close, assert_unchanged, recipe, require

simple_net = pytest.mark.exercise("SimpleNet")
my_linear = pytest.mark.exercise("MyLinear")
mlp = pytest.mark.exercise("MLP")
accuracy = pytest.mark.exercise("accuracy")
fit_with_optimizer = pytest.mark.exercise("fit_with_optimizer")
log_softmax = pytest.mark.exercise("log_softmax")
cross_entropy = pytest.mark.exercise("cross_entropy")
softmax_ce_grad = pytest.mark.exercise("softmax_ce_grad")
bce_with_logits = pytest.mark.exercise("bce_with_logits")

State = dict[str, Tensor]

FILL = 0.25
"""What every parameter is set to where only names and shapes are looked at."""

MOMENTUM = {"lr": 0.3, "momentum": 0.8, "weight_decay": 0.05}
ADAM = {"lr": 0.04, "betas": (0.8, 0.95), "eps": 0.01, "weight_decay": 0.07}
OPTIMIZERS = pytest.mark.parametrize(("name", "settings"), [("SGD", MOMENTUM), ("Adam", ADAM)], ids=["SGD", "Adam"])


def gradients(f: Callable[..., Tensor], *inputs: Tensor, cotangent: Tensor) -> tuple[Tensor, ...]:
    """What autograd gives for f, in float64."""
    leaves = [tensor.clone().requires_grad_() for tensor in inputs]
    return torch.autograd.grad((f(*leaves) * cotangent).sum(), leaves)


def as_sent(tensor: Tensor) -> Tensor:
    """What float32 holds of sums such as 2000.3, so that both sides compute with the same numbers."""
    return tensor.float().double()


def random_state(rng, shapes: Mapping[str, Sequence[int]]) -> State:
    """Random values for parameters of these shapes."""
    return {name: rng.normal(*shape) * 0.5 for name, shape in shapes.items()}


def trained(forward: Callable[[State, Tensor], Tensor], state: State, x: Tensor, y: Tensor, lr: float) -> State:
    """The parameters after one step of SGD on the cross-entropy, in float64."""
    names, values = zip(*state.items(), strict=True)
    one = torch.tensor(1.0).double()
    grads = gradients(
        lambda *leaves: F.cross_entropy(forward(dict(zip(names, leaves, strict=True)), x), y), *values, cotangent=one
    )
    return {name: value - lr * grad for name, value, grad in zip(names, values, grads, strict=True)}


def filled(student, net: Handle) -> Mapping[str, Tensor]:
    """The parameters after each was set to FILL: their names, shapes and dtypes are what is left of them."""
    student.build(recipe.function("filled", value=FILL))(net, returns=None)
    return net.view().parameters


def full(shapes: Mapping[str, Sequence[int]]) -> State:
    """What `filled` must give for parameters of these shapes."""
    return {name: torch.full(tuple(shape), FILL).double() for name, shape in shapes.items()}


def stepped(student, net: Handle, x: Tensor, y: Tensor, lr: float) -> Mapping[str, Tensor]:
    """The parameters after a step of ours, of plain SGD on the cross-entropy of what the learner's network gives."""
    student.build(recipe.function("training_step", cls="SGD", lr=lr))(net, x, y, None, returns=None)
    return net.view().parameters


# SimpleNet


def simple_shapes(inputs: int, hidden: int, classes: int) -> dict[str, tuple[int, ...]]:
    """The parameters of a SimpleNet."""
    return {
        "fc1.weight": (hidden, inputs), "fc1.bias": (hidden,), "fc2.weight": (classes, hidden), "fc2.bias": (classes,)
    }  # fmt: skip


def simple_forward(state: State, x: Tensor) -> Tensor:
    """Linear, ReLU, linear."""
    hidden = F.relu(F.linear(x, state["fc1.weight"], state["fc1.bias"]))
    return F.linear(hidden, state["fc2.weight"], state["fc2.bias"])


@simple_net
@pytest.mark.visible
def test_simple_net_example(student):
    """with the weights of the example, SimpleNet(2, 3, 2) turns [[2, -3]] into [[12, 19]]"""
    net = student.new("SimpleNet", 2, 3, 2)
    net.set_state(
        {
            "fc1.weight": torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]]),
            "fc1.bias": torch.tensor([0.0, 1.0, 0.0]),
            "fc2.weight": torch.tensor([[1.0, 1.0, 0.0], [0.0, 1.0, -1.0]]),
            "fc2.bias": torch.tensor([10.0, 20.0]),
        }
    )
    assert_close(net(torch.tensor([[2.0, -3.0]])), torch.tensor([[12.0, 19.0]]))


@simple_net
@pytest.mark.parametrize("sizes", [(7, 5, 3), (4, 9, 11)])
def test_simple_net_parameters(student, sizes):
    """The parameters are fc1.weight, fc1.bias, fc2.weight and fc2.bias, in the shapes that the sizes ask for"""
    net = student.new("SimpleNet", *sizes)
    assert_close(filled(student, net), full(simple_shapes(*sizes)))


@simple_net
@pytest.mark.parametrize("sizes", [(7, 5, 3), (4, 9, 11)])
def test_simple_net_forward(student, rng, sizes):
    """The logits are fc2(ReLU(fc1(x))), with nothing after fc2"""
    state, x = random_state(rng, simple_shapes(*sizes)), rng.normal(6, sizes[0])
    net = student.new("SimpleNet", *sizes)
    net.set_state(state)
    assert_close(net(x), simple_forward(state, x))


@simple_net
def test_simple_net_learns(student, rng):
    """A step of gradient descent moves the weights and biases of both layers as it should"""
    state, x, y = random_state(rng, simple_shapes(7, 5, 3)), rng.normal(8, 7), rng.labels(8, 3)
    net = student.new("SimpleNet", 7, 5, 3)
    net.set_state(state)
    assert_close(stepped(student, net, x, y, 0.7), trained(simple_forward, state, x, y, 0.7))


@simple_net
def test_simple_net_leaves_input(student, rng):
    """The logits are right, and x stays as it was"""
    state, x = random_state(rng, simple_shapes(5, 4, 3)), rng.normal(6, 5)
    net = student.new("SimpleNet", 5, 4, 3)
    net.set_state(state)
    seen = net.run("", x)
    assert_close(seen.value, simple_forward(state, x))
    assert_unchanged(seen, 0)


# MyLinear


def linear_shapes(inputs: int, outputs: int, bias: bool) -> dict[str, tuple[int, ...]]:
    """The parameters of a linear layer."""
    return {"weight": (outputs, inputs)} | ({"bias": (outputs,)} if bias else {})


def linear_forward(state: State, x: Tensor) -> Tensor:
    """x W^T, plus b where there is one."""
    return F.linear(x, state["weight"], state.get("bias"))


def new_layer(student, state: State, bias: bool) -> Handle:
    """A MyLinear with these parameters; the default of `bias` is used where it is True."""
    outputs, inputs = state["weight"].shape
    layer = student.new("MyLinear", inputs, outputs) if bias else student.new("MyLinear", inputs, outputs, bias=False)
    layer.set_state(state)
    return layer


@my_linear
@pytest.mark.visible
def test_my_linear_example(student):
    """with the weights of the example, MyLinear(3, 2) turns [[1, 2, 3]] into [[8, 24]]"""
    layer = student.new("MyLinear", 3, 2)
    layer.set_state({"weight": torch.tensor([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]]), "bias": torch.tensor([10.0, 20.0])})
    assert_close(layer(torch.tensor([[1.0, 2.0, 3.0]])), torch.tensor([[8.0, 24.0]]))


@my_linear
@pytest.mark.parametrize("sizes", [(7, 3), (4, 9)])
def test_my_linear_parameters(student, sizes):
    """Its parameters are weight, (out, in), and bias, (out,), and an optimiser finds them"""
    assert_close(filled(student, student.new("MyLinear", *sizes)), full(linear_shapes(*sizes, bias=True)))


@my_linear
@pytest.mark.parametrize("sizes", [(7, 3), (4, 9)])
def test_my_linear_no_bias(student, rng, sizes):
    """With bias=False there is a weight and no bias, and nothing is added to x W^T"""
    state, x = random_state(rng, linear_shapes(*sizes, bias=False)), rng.normal(5, sizes[0])
    layer = new_layer(student, state, bias=False)
    assert_close(layer(x), linear_forward(state, x))
    assert_close(filled(student, layer), full(linear_shapes(*sizes, bias=False)))


@my_linear
@pytest.mark.parametrize("shape", [(5, 4), (4,), (2, 3, 4)])
@pytest.mark.parametrize("outputs", [4, 7])
def test_my_linear_forward(student, rng, shape, outputs):
    """The outputs are x W^T + b, for a batch, a single sample and several leading dimensions"""
    state, x = random_state(rng, linear_shapes(4, outputs, bias=True)), rng.normal(*shape)
    assert_close(new_layer(student, state, bias=True)(x), linear_forward(state, x))


@my_linear
@pytest.mark.parametrize("bias", [True, False])
def test_my_linear_learns(student, rng, bias):
    """A step of gradient descent moves the weight, and the bias if there is one, as it should"""
    state, x, y = random_state(rng, linear_shapes(5, 3, bias)), rng.normal(8, 5), rng.labels(8, 3)
    layer = new_layer(student, state, bias)
    assert_close(stepped(student, layer, x, y, 0.7), trained(linear_forward, state, x, y, 0.7))


@my_linear
def test_my_linear_start(student, rng):
    """New weights differ, with mean 0 and a standard deviation near 1 / sqrt(in); the bias starts no larger"""
    inputs, outputs = 900, 40
    layer = student.new("MyLinear", inputs, outputs)
    fresh = {name: value.double() for name, value in layer.view().parameters.items()}
    require(set(fresh) == {"weight", "bias"}, "the parameters are not weight and bias")
    require(fresh["weight"].shape == (outputs, inputs), "the weight is not of shape (out, in)")
    require_spread(fresh["weight"] * math.sqrt(inputs))
    require(bool((fresh["bias"].abs() * math.sqrt(inputs) < 8).all()), "the bias starts far larger than the weights")
    state, x = random_state(rng, linear_shapes(inputs, outputs, bias=True)), rng.normal(3, inputs) / 8
    layer.set_state(state)
    assert_close(layer(x), linear_forward(state, x))


def require_spread(scaled: Tensor) -> None:
    """Weights times sqrt(in) look like independent draws with mean 0 and a standard deviation from 0.5 to 2."""
    require(bool(torch.isfinite(scaled).all()), "some weights are NaN or infinite")
    spread = scaled.std()
    require(bool(spread >= 0.5), "the weights start too close to one another: their standard deviation is too small")
    require(bool(spread <= 2), "the weights start too large: their standard deviation is too large")
    require(bool(scaled.mean().abs() < 0.1), "the mean of the weights at the start is not 0")
    require(bool(scaled.std(dim=0).mean() >= 0.4), "at the start all outputs have the same weights")
    require(bool(scaled.std(dim=1).mean() >= 0.4), "at the start all inputs of an output have the same weight")


@my_linear
def test_my_linear_draws_anew(student, rng):
    """Two layers made one after the other start with different weights, and each computes with its own"""
    first, second = student.new("MyLinear", 90, 40), student.new("MyLinear", 90, 40)
    one, other = (layer.view().parameters.get("weight", torch.zeros(1)).flatten().double() for layer in (first, second))
    require(one.shape == other.shape == (3600,), "the weight is not of shape (out, in)")
    alike = torch.nn.functional.cosine_similarity(one, other, dim=0)
    require(bool(alike < 0.5), "two new layers start with the same weights")
    for layer in (first, second):
        state, x = random_state(rng, linear_shapes(90, 40, bias=True)), rng.normal(3, 90) / 4
        layer.set_state(state)
        assert_close(layer(x), linear_forward(state, x))


@my_linear
def test_my_linear_leaves_input(student, rng):
    """The outputs are right, and x stays as it was"""
    state, x = random_state(rng, linear_shapes(5, 5, bias=True)), rng.normal(6, 5)
    seen = new_layer(student, state, bias=True).run("", x)
    assert_close(seen.value, linear_forward(state, x))
    assert_unchanged(seen, 0)


# MLP

ACTS = pytest.mark.parametrize(
    ("act", "torchs"),
    [
        (recipe.layer("Softplus", 2.0), lambda x: F.softplus(x, beta=2.0)),
        (recipe.function("elementwise", op="sin"), torch.sin),
        (recipe.function("elementwise", op="sigmoid"), torch.sigmoid),
    ],
    ids=["module", "sin", "sigmoid"],
)


def mlp_shapes(sizes: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """The parameters of an MLP."""
    shapes: dict[str, tuple[int, ...]] = {}
    for index, (inputs, outputs) in enumerate(pairwise(sizes)):
        shapes |= {f"layers.{index}.weight": (outputs, inputs), f"layers.{index}.bias": (outputs,)}
    return shapes


def mlp_forward(act: Callable[[Tensor], Tensor]) -> Callable[[State, Tensor], Tensor]:
    """The activation after every layer except the last."""

    def forward(state: State, x: Tensor) -> Tensor:
        count = len(state) // 2
        for index in range(count):
            x = F.linear(x, state[f"layers.{index}.weight"], state[f"layers.{index}.bias"])
            x = act(x) if index < count - 1 else x
        return x

    return forward


def new_mlp(student, sizes: list[int], act: Node, state: State) -> Handle:
    """An MLP with these parameters."""
    net = student.new("MLP", sizes, act)
    net.set_state(state)
    return net


@mlp
@pytest.mark.visible
def test_mlp_example(student):
    """with the weights of the example, MLP([2, 2, 1], torch.relu) turns [[3, 4]] into [[-4]]"""
    net = student.new("MLP", [2, 2, 1], recipe.function("elementwise", op="relu"))
    net.set_state(
        {
            "layers.0.weight": torch.tensor([[1.0, 0.0], [0.0, -1.0]]),
            "layers.0.bias": torch.tensor([0.0, 1.0]),
            "layers.1.weight": torch.tensor([[2.0, 5.0]]),
            "layers.1.bias": torch.tensor([-10.0]),
        }
    )
    assert_close(net(torch.tensor([[3.0, 4.0]])), torch.tensor([[-4.0]]))


@mlp
@pytest.mark.parametrize("sizes", [[5, 7, 4, 3], [6, 2], [3, 8, 5, 5, 5, 2]], ids=["three", "one", "equal"])
def test_mlp_parameters(student, sizes):
    """The parameters are layers.0.weight, layers.0.bias, layers.1.weight, ...: a linear layer for each step of sizes"""
    net = student.new("MLP", sizes, recipe.layer("Tanh"))
    assert_close(filled(student, net), full(mlp_shapes(sizes)))


@mlp
@ACTS
@pytest.mark.parametrize("sizes", [[5, 7, 4, 3], [4, 6, 5]], ids=["three", "two"])
def test_mlp_forward(student, rng, act, torchs, sizes):
    """The activation that is passed in, function or module, stands after every layer except the last"""
    state, x = random_state(rng, mlp_shapes(sizes)), rng.normal(6, sizes[0])
    assert_close(new_mlp(student, sizes, act, state)(x), mlp_forward(torchs)(state, x))


@mlp
@pytest.mark.parametrize("sizes", [[6, 2], [3, 7]])
def test_mlp_single_layer(student, rng, sizes):
    """Two sizes make one linear layer, without an activation"""
    state, x = random_state(rng, mlp_shapes(sizes)), rng.normal(5, sizes[0])
    act = recipe.function("elementwise", op="tanh")
    assert_close(new_mlp(student, sizes, act, state)(x), mlp_forward(torch.tanh)(state, x))


@mlp
@ACTS
def test_mlp_equal_sizes(student, rng, act, torchs):
    """Hidden layers of equal size have weights of their own"""
    sizes = [3, 5, 5, 5, 2]
    state, x = random_state(rng, mlp_shapes(sizes)), rng.normal(6, 3)
    assert_close(new_mlp(student, sizes, act, state)(x), mlp_forward(torchs)(state, x))


@mlp
@ACTS
def test_mlp_learns(student, rng, act, torchs):
    """A step of gradient descent moves the weights and biases of every layer as it should"""
    sizes = [5, 6, 6, 3]
    state, x, y = random_state(rng, mlp_shapes(sizes)), rng.normal(8, 5), rng.labels(8, 3)
    net = new_mlp(student, sizes, act, state)
    assert_close(stepped(student, net, x, y, 0.7), trained(mlp_forward(torchs), state, x, y, 0.7))


@mlp
def test_mlp_leaves_input(student, rng):
    """The outputs are right, and x stays as it was"""
    sizes = [5, 4, 3]
    state, x = random_state(rng, mlp_shapes(sizes)), rng.normal(6, 5)
    seen = new_mlp(student, sizes, recipe.layer("Tanh"), state).run("", x)
    assert_close(seen.value, mlp_forward(torch.tanh)(state, x))
    assert_unchanged(seen, 0)


# accuracy


def judged(rng, n: int, classes: int, right: int) -> tuple[Tensor, Tensor]:
    """Logits without ties, and labels of which the first `right` name the largest logit, the others the second largest.

    Rows are shuffled; a label that is wrong is never the smallest logit of its row where there are three classes.
    """
    logits = (
        torch.stack([rng.permutation(classes) for _ in range(n)]).double() - classes / 2 + rng.uniform(n, 1, high=0.4)
    )
    order = logits.argsort(dim=1, descending=True)
    y = torch.where(torch.arange(n) < right, order[:, 0], order[:, 1])
    rows = rng.permutation(n)
    return logits[rows], y[rows]


@accuracy
@pytest.mark.visible
def test_accuracy_example(student):
    """logits [[2, 1, 0], [0, 3, 1], [1, 1, 0], [0, 1, 5]] and classes [0, 1, 1, 2]: 3 of 4 are right, 0.75"""
    logits = torch.tensor([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 1.0, 0.0], [0.0, 1.0, 5.0]])
    assert_close(student.accuracy(logits, torch.tensor([0, 1, 1, 2]), returns=float), 0.75)


@accuracy
@pytest.mark.parametrize(("n", "classes", "right"), [(11, 5, 7), (3, 8, 2), (13, 13, 4), (9, 4, 0), (7, 3, 7)])
def test_accuracy_share(student, rng, n, classes, right):
    """The share of rows whose largest logit belongs to the true class, for more rows than classes and for fewer"""
    logits, y = judged(rng, n, classes, right)
    assert_close(student.accuracy(logits, y, returns=float), right / n)


@accuracy
def test_accuracy_ties(student, rng):
    """Where several logits are the largest, the first of them is the prediction"""
    logits = rng.normal(7, 6).clamp(max=1.0)
    logits[:, [1, 3, 4]] = 2.0
    y = torch.tensor([1, 3, 4, 1, 1, 3, 1])
    assert_close(student.accuracy(logits, y, returns=float), 4 / 7)


@accuracy
@pytest.mark.parametrize(("centre", "apart"), [(50, 8), (300, 50), (-300, 50)])
def test_accuracy_large_logits(student, rng, centre, apart):
    """Logits may be of any size, all above 20, above 100 or below -100: only which one is the largest counts"""
    logits, y = judged(rng, 12, 5, 7)
    assert_close(student.accuracy(centre + apart * logits, y, returns=float), 7 / 12)


@accuracy
def test_accuracy_single_row(student, rng):
    """A batch of one sample has accuracy 1 or 0"""
    logits, y = judged(rng, 1, 6, 1)
    assert_close(student.accuracy(logits, y, returns=float), 1.0)
    assert_close(student.accuracy(logits, (y + 1) % 6, returns=float), 0.0)


@accuracy
def test_accuracy_leaves_arguments(student, rng):
    """The share is right, and logits and y stay as they were"""
    logits, y = judged(rng, 11, 4, 7)
    seen = student.run("accuracy", logits, y, returns=float)
    assert_close(seen.value, 7 / 11)
    assert_unchanged(seen, 0, 1)


# fit_with_optimizer

FEATURES, HIDDEN, CLASSES = 5, 6, 4


def classifier(rng, *, norm: bool = False) -> Node:
    """A network in train mode whose logits show the mode, and the number of forward passes if it has a BatchNorm.

    No bias stands before the BatchNorm: its gradient would be rounding noise.
    """
    layers = {"body": recipe.layer("Linear", FEATURES, HIDDEN, bias=not norm)}
    if norm:
        layers["norm"] = recipe.layer("BatchNorm1d", HIDDEN, momentum=0.3)
    layers |= {"act": recipe.layer("Tanh"), "gain": recipe.mode_gain(train=1.5, eval=0.5)}
    node = recipe.sequential(**layers, head=recipe.layer("Linear", HIDDEN, CLASSES))
    return recipe.model(node, state=recipe.random_state(node, rng))


def oracle_fit(
    model: torch.nn.Module, optimizer: torch.optim.Optimizer, x: Tensor, y: Tensor, steps: int
) -> list[float]:
    """The training that the exercise asks for, in float64; the loss before each step."""
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def fits(student, rng, net: Node, optimizer: Node, steps: int):
    """The same training by the learner and by the oracle: the observation, our losses, our model."""
    x, y = rng.normal(11, FEATURES), rng.labels(11, CLASSES)
    built = recipe.builder()
    ours, our_optimizer = built(net), built(optimizer)
    seen = student.run("fit_with_optimizer", net, optimizer, x, y, steps, returns=list[float])
    return seen, oracle_fit(ours, our_optimizer, x, y, steps), ours


def values(named) -> State:
    """Names and values."""
    return {name: tensor.detach().clone() for name, tensor in named}


@fit_with_optimizer
@pytest.mark.visible
def test_fit_with_optimizer_example(student):
    """from zero weights, two steps of SGD with lr 0.2 have the losses 0.6931 and 0.6178"""
    net = recipe.model(recipe.layer("Linear", 1, 2, bias=False), state={"weight": torch.zeros(2, 1).double()})
    optimizer = recipe.optimizer("SGD", net, lr=0.2)
    x, y = torch.tensor([[1.0], [3.0]]), torch.tensor([0, 1])
    got = student.fit_with_optimizer(net, optimizer, x, y, 2, returns=list[float])
    second = (math.log1p(math.exp(0.2)) + math.log1p(math.exp(-0.6))) / 2
    assert_close(got, [math.log(2), second])


@fit_with_optimizer
@OPTIMIZERS
@pytest.mark.parametrize("steps", [1, 2, 13])
def test_fit_with_optimizer_parameters(student, rng, name, settings, steps):
    """After 1, 2 and 13 steps the parameters are where the optimiser, SGD or Adam, takes them from fresh gradients"""
    net = classifier(rng)
    seen, _, ours = fits(student, rng, net, recipe.optimizer(name, net, **settings), steps)
    assert_close(seen.args[0].parameters, values(ours.named_parameters()))


@fit_with_optimizer
@OPTIMIZERS
@pytest.mark.parametrize("steps", [5, 0, 12])
def test_fit_with_optimizer_losses(student, rng, show, name, settings, steps):
    """The list holds the cross-entropy before each step, one Python float a step, and is empty for 0 steps"""
    net = classifier(rng)
    seen, losses, ours = fits(student, rng, net, recipe.optimizer(name, net, **settings), steps)
    show.curve("loss", seen.value, losses, claimed=True)
    assert_close(seen.value, losses)
    assert_close(seen.args[0].parameters, values(ours.named_parameters()))


@fit_with_optimizer
@OPTIMIZERS
def test_fit_with_optimizer_old_gradients(student, rng, name, settings):
    """Gradients that are in .grad already when it is called take no part in the first step"""
    net = classifier(rng)
    optimizer = recipe.optimizer(name, net, **settings)
    x, y = rng.normal(11, FEATURES), rng.labels(11, CLASSES)
    built = recipe.builder()
    ours, our_optimizer = built(net), built(optimizer)
    model, held = student.build(net, optimizer)
    stale = recipe.function("training_step", cls="SGD", lr=0.0)
    student.build(stale)(model, rng.normal(7, FEATURES), rng.labels(7, CLASSES), None, returns=None)
    seen = student.run("fit_with_optimizer", model, held, x, y, 2, returns=list[float])
    assert_close(seen.value, oracle_fit(ours, our_optimizer, x, y, 2))
    assert_close(seen.args[0].parameters, values(ours.named_parameters()))


@fit_with_optimizer
@pytest.mark.parametrize("steps", [3, 8])
def test_fit_with_optimizer_takes_every_step(student, rng, show, steps):
    """Where the loss rises, as with an optimiser that is set to climb, it still takes exactly `steps` steps"""
    net = classifier(rng)
    # A learning rate that is too large would do, too, but it makes the rounding errors of float32 grow as well.
    optimizer = recipe.optimizer("SGD", net, lr=0.1, maximize=True)
    seen, losses, ours = fits(student, rng, net, optimizer, steps)
    show.curve("loss", seen.value, losses, claimed=True)
    assert_close(seen.value, losses)
    assert_close(seen.args[0].parameters, values(ours.named_parameters()))


@fit_with_optimizer
def test_fit_with_optimizer_one_forward(student, rng):
    """Each step runs the model once, on all samples: the running statistics of a BatchNorm move once a step"""
    net = classifier(rng, norm=True)
    seen, _, ours = fits(student, rng, net, recipe.optimizer("SGD", net, lr=0.1), 3)
    assert_close(seen.args[0].state, values(ours.state_dict().items()))


@fit_with_optimizer
def test_fit_with_optimizer_goes_on(student, rng):
    """A second call goes on where the first one ended, with what the optimiser remembers"""
    net = classifier(rng)
    optimizer = recipe.optimizer("Adam", net, **ADAM)
    x, y = rng.normal(11, FEATURES), rng.labels(11, CLASSES)
    built = recipe.builder()
    ours, our_optimizer = built(net), built(optimizer)
    model, held = student.build(net, optimizer)
    student.run("fit_with_optimizer", model, held, x, y, 3, returns=list[float])
    seen = student.run("fit_with_optimizer", model, held, x, y, 2, returns=list[float])
    assert_close(seen.value, oracle_fit(ours, our_optimizer, x, y, 5)[3:])
    assert_close(seen.args[0].parameters, values(ours.named_parameters()))


# log_softmax

DIMS = pytest.mark.parametrize(
    ("shape", "dim"), [((7, 3), 0), ((5, 4), 1), ((6, 4), -1), ((3, 5, 4), 1), ((2, 5, 3), -3), ((9,), 0)]
)


def far_apart(rng, shape: Sequence[int], dim: int) -> Tensor:
    """Logits whose lines along `dim` lie near 0, 2000 and -2000; within a line they differ by a few units."""
    lines = torch.arange(math.prod(shape) // shape[dim]) % 3
    offsets = torch.tensor([0.0, 2000.0, -2000.0]).double()[lines]
    others = [length for index, length in enumerate(shape) if index != dim % len(shape)]
    return as_sent(rng.normal(*shape) + offsets.reshape(others).unsqueeze(dim % len(shape)))


@log_softmax
@pytest.mark.visible
def test_log_softmax_example(student):
    """log_softmax([[0, 0], [100, 0]], dim=1) is [[-0.6931, -0.6931], [0, -100]]"""
    want = torch.tensor([[-math.log(2), -math.log(2)], [0.0, -100.0]])
    assert_close(student.log_softmax(torch.tensor([[0.0, 0.0], [100.0, 0.0]]), dim=1), want)


@log_softmax
@DIMS
def test_log_softmax_values(student, rng, shape, dim):
    """The exponentials of the result add up to 1 along `dim`, whichever dimension that is"""
    x = rng.normal(*shape) * 2
    assert_close(student.log_softmax(x, dim), F.log_softmax(x, dim))


@log_softmax
@DIMS
def test_log_softmax_gradients(student, rng, shape, dim):
    """Gradients flow back from the result to x"""
    x, v = rng.normal(*shape) * 2, rng.normal(*shape)
    seen = student.grad("log_softmax", x, dim, wrt=(0,), cotangent=v)
    assert_close(seen.grads, gradients(lambda x: F.log_softmax(x, dim), x, cotangent=v))


@log_softmax
@pytest.mark.parametrize(("shape", "dim"), [((4, 5), 1), ((5, 7), 0), ((3, 5, 4), -1)])
def test_log_softmax_far_rows(student, rng, shape, dim):
    """Lines near 0, 2000 and -2000 next to each other come out right, in value and gradient"""
    x, v = far_apart(rng, shape, dim), rng.normal(*shape)
    assert_close(student.log_softmax(x, dim), F.log_softmax(x, dim))
    seen = student.grad("log_softmax", x, dim, wrt=(0,), cotangent=v)
    assert_close(seen.grads, gradients(lambda x: F.log_softmax(x, dim), x, cotangent=v))


@log_softmax
@pytest.mark.parametrize("gap", [150.0, 2000.0])
def test_log_softmax_far_classes(student, rng, gap):
    """A logit far below the largest one of its line gets that distance, not minus infinity; its gradient is finite"""
    x, v = rng.normal(5, 4), rng.normal(5, 4)
    x[torch.arange(5), rng.labels(5, 4)] += gap
    x = as_sent(x)
    assert_close(student.log_softmax(x, 1), F.log_softmax(x, 1))
    seen = student.grad("log_softmax", x, 1, wrt=(0,), cotangent=v)
    assert_close(seen.grads, gradients(lambda x: F.log_softmax(x, 1), x, cotangent=v))


@log_softmax
def test_log_softmax_leaves_arguments(student, rng):
    """The result is right, and x stays as it was"""
    x = rng.normal(5, 4) + 3
    seen = student.run("log_softmax", x, 0)
    assert_close(seen.value, F.log_softmax(x, 0))
    assert_unchanged(seen, 0)


# cross_entropy

BATCHES = pytest.mark.parametrize(("n", "classes"), [(7, 3), (4, 9), (5, 5)])


def samples(rng, n: int, classes: int) -> tuple[Tensor, Tensor]:
    """Logits of a usual size, and labels."""
    return rng.normal(n, classes) * 2, rng.labels(n, classes)


def far_samples(rng, gap: float) -> tuple[Tensor, Tensor]:
    """Rows near 0, 2000 and -2000, each sure of a class by `gap`: four of the true one, four of another."""
    logits, y = samples(rng, 8, 5)
    sure = torch.where(torch.arange(8) < 4, y, (y + 2) % 5)
    logits[torch.arange(8), sure] += gap
    return as_sent(logits + torch.tensor([0.0, 2000.0, -2000.0, 0.0] * 2).double()[:, None]), y


@cross_entropy
@pytest.mark.visible
def test_cross_entropy_example(student):
    """cross_entropy([[1, 2, 3], [0, 0, 0]], [2, 0]) is 0.7531"""
    logits, y = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]), torch.tensor([2, 0])
    want = (math.log(1 + math.exp(-1) + math.exp(-2)) + math.log(3)) / 2
    assert_close(student.cross_entropy(logits, y), torch.tensor(want))


@cross_entropy
@BATCHES
def test_cross_entropy_values(student, rng, n, classes):
    """The loss is the mean over samples of minus the log-probability of the true class"""
    logits, y = samples(rng, n, classes)
    assert_close(student.cross_entropy(logits, y), F.cross_entropy(logits, y))


@cross_entropy
@BATCHES
def test_cross_entropy_gradients(student, rng, n, classes):
    """Gradients flow back from the loss to the logits, of the true class and of all others"""
    (logits, y), v = samples(rng, n, classes), rng.uniform(low=1.5, high=3.0)
    seen = student.grad("cross_entropy", logits, y, wrt=(0,), cotangent=v)
    assert_close(seen.grads, gradients(lambda z: F.cross_entropy(z, y), logits, cotangent=v))


@cross_entropy
@pytest.mark.parametrize("gap", [150.0, 2000.0])
def test_cross_entropy_large_logits(student, rng, gap):
    """Rows near 0, 2000 and -2000 and sure predictions, right and wrong, give a finite loss and finite gradients"""
    (logits, y), v = far_samples(rng, gap), rng.uniform(low=1.5, high=3.0)
    assert_close(student.cross_entropy(logits, y), F.cross_entropy(logits, y))
    seen = student.grad("cross_entropy", logits, y, wrt=(0,), cotangent=v)
    assert_close(seen.grads, gradients(lambda z: F.cross_entropy(z, y), logits, cotangent=v))


@cross_entropy
def test_cross_entropy_leaves_arguments(student, rng):
    """The loss is right, and logits and y stay as they were"""
    logits, y = samples(rng, 7, 4)
    seen = student.run("cross_entropy", logits, y)
    assert_close(seen.value, F.cross_entropy(logits, y))
    assert_unchanged(seen, 0, 1)


# softmax_ce_grad


def ce_grad(logits: Tensor, y: Tensor) -> Tensor:
    """The gradient of the mean cross-entropy, by autograd, in float64."""
    (grad,) = gradients(lambda z: F.cross_entropy(z, y), logits, cotangent=torch.tensor(1.0).double())
    return grad


@softmax_ce_grad
@pytest.mark.visible
def test_softmax_ce_grad_example(student):
    """for 2 rows of 4 zeros and the classes 1 and 3: 1/8 everywhere, and -3/8 at the true class"""
    want = torch.full((2, 4), 0.125)
    want[0, 1] = want[1, 3] = -0.375
    assert_close(student.softmax_ce_grad(torch.zeros(2, 4), torch.tensor([1, 3])), want)


@softmax_ce_grad
@BATCHES
def test_softmax_ce_grad_matches_autograd(student, rng, n, classes):
    """The result is the derivative of the mean cross-entropy with respect to every logit"""
    logits, y = samples(rng, n, classes)
    assert_close(student.softmax_ce_grad(logits, y), ce_grad(logits, y))


@softmax_ce_grad
def test_softmax_ce_grad_repeated_classes(student, rng):
    """It is right where several samples are of the same class and some classes do not occur"""
    logits, y = rng.normal(6, 5), torch.tensor([3, 1, 3, 3, 1, 0])
    assert_close(student.softmax_ce_grad(logits, y), ce_grad(logits, y))


@softmax_ce_grad
@pytest.mark.parametrize("classes", [3, 6])
def test_softmax_ce_grad_single_row(student, rng, classes):
    """A batch of one sample gives probabilities minus the one-hot vector of its class"""
    logits, y = rng.normal(1, classes), rng.integers(1, high=classes)
    assert_close(student.softmax_ce_grad(logits, y), ce_grad(logits, y))


@softmax_ce_grad
@pytest.mark.parametrize("gap", [150.0, 2000.0])
def test_softmax_ce_grad_large_logits(student, rng, gap):
    """Rows near 0, 2000 and -2000 next to each other come out right"""
    logits, y = far_samples(rng, gap)
    assert_close(student.softmax_ce_grad(logits, y), ce_grad(logits, y))


@softmax_ce_grad
def test_softmax_ce_grad_leaves_arguments(student, rng):
    """The derivative is a new tensor, and logits and y stay as they were"""
    logits, y = samples(rng, 7, 4)
    seen = student.run("softmax_ce_grad", logits, y)
    assert_close(seen.value, ce_grad(logits, y))
    assert_unchanged(seen, 0, 1)


# bce_with_logits

ELEMENTS = pytest.mark.parametrize("shape", [(7, 3), (4, 5), (3, 2, 4)])


def answers(rng, shape: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
    """Logits, answers of yes and no in unequal numbers, and a weight for each column, away from 1."""
    weight = torch.where(
        rng.bernoulli(shape[-1]), rng.uniform(shape[-1], low=1.5, high=4), rng.uniform(shape[-1], low=0.2, high=0.7)
    )
    return rng.normal(*shape) * 2, rng.bernoulli(*shape, p=0.3).double(), weight


def bce(x: Tensor, y: Tensor, pos_weight: Tensor) -> Tensor:
    """torch's own, which is right at 0 and far from it."""
    return F.binary_cross_entropy_with_logits(x, y, pos_weight=pos_weight)


def bce_grads(x: Tensor, y: Tensor, pos_weight: Tensor, cotangent: Tensor) -> tuple[Tensor, ...]:
    """What autograd gives for x."""
    return gradients(lambda x: bce(x, y, pos_weight), x, cotangent=cotangent)


@bce_with_logits
@pytest.mark.visible
def test_bce_with_logits_example(student):
    """for [[0, 0], [100, -100]], [[1, 0], [1, 1]] and weights [3, 2] the mean of 3 ln 2, ln 2, 0 and 200 is 50.6931"""
    x, y = torch.tensor([[0.0, 0.0], [100.0, -100.0]]), torch.tensor([[1.0, 0.0], [1.0, 1.0]])
    assert_close(student.bce_with_logits(x, y, torch.tensor([3.0, 2.0])), torch.tensor(50 + math.log(2)))


@bce_with_logits
@ELEMENTS
def test_bce_with_logits_values(student, rng, shape):
    """The losses are averaged over every element, and pos_weight counts where the answer is yes"""
    x, y, weight = answers(rng, shape)
    assert_close(student.bce_with_logits(x, y, weight), bce(x, y, weight))


@bce_with_logits
@ELEMENTS
def test_bce_with_logits_soft_answers(student, rng, shape):
    """Answers between 0 and 1 share the loss between yes and no, and pos_weight multiplies the part of yes alone"""
    x, _, weight = answers(rng, shape)
    y = rng.uniform(*shape, low=0.1, high=0.9)
    assert_close(student.bce_with_logits(x, y, weight), bce(x, y, weight))


@bce_with_logits
@ELEMENTS
def test_bce_with_logits_gradients(student, rng, shape):
    """Gradients flow back from the loss to the logits"""
    (x, y, weight), v = answers(rng, shape), rng.uniform(low=1.5, high=3.0)
    seen = student.grad("bce_with_logits", x, y, weight, wrt=(0,), cotangent=v)
    assert_close(seen.grads, bce_grads(x, y, weight, v))


@bce_with_logits
@pytest.mark.parametrize("size", [30.0, 100.0, 300.0])
def test_bce_with_logits_large_logits(student, rng, size):
    """Logits of 30, 100 and 300, on the right and on the wrong side, give a finite loss and the right gradients"""
    (x, y, weight), v = answers(rng, (6, 5)), rng.uniform(low=1.5, high=3.0)
    x = as_sent(x + size * torch.where(rng.bernoulli(6, 5), 1.0, -1.0))
    x[:4, 0], y[:4, 0] = torch.tensor([size, -size] * 2).double(), torch.tensor([1.0, 1, 0, 0]).double()
    assert_close(student.bce_with_logits(x, y, weight), bce(x, y, weight))
    seen = student.grad("bce_with_logits", x, y, weight, wrt=(0,), cotangent=v)
    assert_close(seen.grads, bce_grads(x, y, weight, v))


@bce_with_logits
@pytest.mark.parametrize("shape", [(7, 3), (2, 3, 4)])
def test_bce_with_logits_zero_logits(student, rng, shape):
    """Where a logit is exactly 0, as with weights that start at zero, the gradient is right too"""
    (x, y, weight), v = answers(rng, shape), rng.uniform(low=1.5, high=3.0)
    x[::2] = 0
    seen = student.grad("bce_with_logits", x, y, weight, wrt=(0,), cotangent=v)
    assert_close(seen.value, bce(x, y, weight))
    assert_close(seen.grads, bce_grads(x, y, weight, v))


@bce_with_logits
@pytest.mark.parametrize(
    ("shape", "other"), [((6, 1), (6,)), ((5, 3), (1, 3)), ((2, 3), (3, 2))], ids=["column", "row", "turned"]
)
def test_bce_with_logits_refuses_unequal_shapes(student, rng, shape, other):
    """Equal shapes give the loss; unequal ones raise ValueError, (N, 1) against (N,) too"""
    x, y, weight = answers(rng, shape)
    assert_close(student.bce_with_logits(x, y, weight), bce(x, y, weight))
    with student.raises(ValueError):
        student.bce_with_logits(x, rng.bernoulli(*other).double(), rng.uniform(other[-1], low=1.5, high=4))


@bce_with_logits
def test_bce_with_logits_leaves_arguments(student, rng):
    """The loss is right, and x, y and pos_weight stay as they were"""
    x, y, weight = answers(rng, (7, 3))
    seen = student.run("bce_with_logits", x, y, weight)
    assert_close(seen.value, bce(x, y, weight))
    assert_unchanged(seen, 0, 1, 2)
