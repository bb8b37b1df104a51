"""Chapter 8: optimisers and schedules.

Optimisers are followed for six steps whose gradients are small and large by turns, with two tensors of different shape
and settings that are nobody's default; what each step leaves behind is compared with float64.
"""

import copy
import math

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.suite import LeafView, SchedulerView, assert_close, assert_equal, assert_unchanged, recipe, require

warmup_cosine = pytest.mark.exercise("warmup_cosine")
sgd_momentum = pytest.mark.exercise("SGDMomentum")
adam_step = pytest.mark.exercise("adam_step")
adamw_step = pytest.mark.exercise("adamw_step")
param_groups = pytest.mark.exercise("param_groups_no_decay")
clip_grad_norm = pytest.mark.exercise("clip_grad_norm")
accumulate_step = pytest.mark.exercise("accumulate_step")
run_epoch = pytest.mark.exercise("run_epoch_with_sched")

SHAPES = ((3, 2), (4,))
STEPS = 6
SIZES = (5, 3, 1, 4)
"""Batch sizes: no two alike, and the last one neither the largest nor the smallest."""
FEATURES, HIDDEN, CLASSES = 6, 5, 3
MOMENTUM = {"lr": 0.3, "momentum": 0.8, "weight_decay": 0.05}
ADAMW = {"lr": 0.04, "betas": (0.8, 0.95), "eps": 0.01, "weight_decay": 0.3}
OPTIMIZERS = pytest.mark.parametrize(("name", "settings"), [("SGD", MOMENTUM), ("AdamW", ADAMW)], ids=["SGD", "AdamW"])


def values(rng, shapes=SHAPES):
    """Parameters away from 0."""
    return [rng.normal(*shape) + 1.5 for shape in shapes]


def gradients(rng, shapes=SHAPES, steps=STEPS):
    """A gradient a step for each parameter, about 0.1 and 10 large by turns."""
    return [[rng.normal(*shape) * (0.1, 10.0)[step % 2] for shape in shapes] for step in range(steps)]


# warmup_cosine

CURVES = pytest.mark.parametrize(
    ("warmup", "total", "max_lr", "min_lr"), [(7, 60, 1.7, 0.4), (12, 131, 0.9, 0.15)], ids=["short", "long"]
)


def rate_at(step, warmup, total, max_lr, min_lr):
    """The rate of one step."""
    if step < warmup:
        return max_lr * (step + 1) / warmup
    if step >= total:
        return min_lr
    return min_lr + (max_lr - min_lr) * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))


def assert_rates(student, show, steps, *curve):
    """The rates of these steps are right."""
    got = [student.warmup_cosine(step, *curve, returns=float | int) for step in steps]
    want = [rate_at(step, *curve) for step in steps]
    show.curve("rate", got, want, at=list(steps), reference_at=list(steps), claimed=True)
    assert_close([float(rate) for rate in got], want)


@warmup_cosine
@pytest.mark.visible
def test_warmup_cosine_example(student):
    """with warmup 4, total 12, max_lr 0.8, min_lr 0.1, steps 0, 3, 4, 8, 12, 20 get 0.2, 0.8, 0.8, 0.45, 0.1, 0.1"""
    for step, want in {0: 0.2, 3: 0.8, 4: 0.8, 8: 0.45, 12: 0.1, 20: 0.1}.items():
        got = student.warmup_cosine(step, warmup=4, total=12, max_lr=0.8, min_lr=0.1, returns=float)
        assert_close(got, want)


@warmup_cosine
@CURVES
def test_warmup_cosine_warmup(student, show, warmup, total, max_lr, min_lr):
    """In the warm-up the rate rises in equal steps, from max_lr / warmup in step 0 to max_lr in step warmup - 1"""
    assert_rates(student, show, range(warmup), warmup, total, max_lr, min_lr)


@warmup_cosine
@CURVES
def test_warmup_cosine_decay(student, show, warmup, total, max_lr, min_lr):
    """After the warm-up the rate falls along half a cosine, from max_lr in step warmup to min_lr in step total"""
    assert_rates(student, show, [warmup, *range(warmup + 1, total, 5), total - 1, total], warmup, total, max_lr, min_lr)


@warmup_cosine
@CURVES
def test_warmup_cosine_after_the_end(student, show, warmup, total, max_lr, min_lr):
    """The whole way, every fifth step up to 130 % of total: once at min_lr, the rate stays there"""
    assert_rates(student, show, range(0, round(1.3 * total), 5), warmup, total, max_lr, min_lr)


@warmup_cosine
@pytest.mark.parametrize(("total", "max_lr", "min_lr"), [(40, 1.3, 0.2), (77, 0.7, 0.05)], ids=["short", "long"])
def test_warmup_cosine_without_warmup(student, show, total, max_lr, min_lr):
    """With warmup 0 there is no warm-up: step 0 has max_lr, and the cosine begins there"""
    assert_rates(student, show, range(0, round(1.3 * total), 5), 0, total, max_lr, min_lr)


# SGDMomentum


class Leaves:
    """Parameters in the sandbox, whose gradients we set, beside our own in float64."""

    def __init__(self, student, start):
        built = student.build(*[recipe.leaf(value) for value in start])
        self.theirs = list(built) if len(start) > 1 else [built]
        self.ours = [value.clone().requires_grad_() for value in start]

    def set_grads(self, grads):
        """Give every parameter a gradient, or None."""
        for leaf, param, grad in zip(self.theirs, self.ours, grads, strict=True):
            leaf.run("__setattr__", "grad", grad, returns=None)
            param.grad = None if grad is None else grad.clone()

    def assert_moved(self, *, grads=True):
        """Both sides hold the same values, and the gradients that were set."""
        for leaf, param in zip(self.theirs, self.ours, strict=True):
            seen = leaf.view(returns=object)
            require(isinstance(seen, LeafView), "a parameter no longer requires grad, or the step was recorded")
            assert_close(seen.value, param.detach())
            if grads and param.grad is not None:
                assert_close(seen.grad, param.grad)


def follow(student, rng, settings, grads=None, start=None, opt=None, leaves=None):
    """Steps of the learner's optimiser beside torch's, compared after each; what is needed to go on."""
    leaves = leaves or Leaves(student, values(rng) if start is None else start)
    theirs, ours = opt or (
        student.new("SGDMomentum", leaves.theirs, **settings),
        torch.optim.SGD(leaves.ours, **settings),
    )
    for step in gradients(rng) if grads is None else grads:
        leaves.set_grads(step)
        theirs.run("step", returns=None)
        ours.step()
        leaves.assert_moved()
    return leaves, (theirs, ours)


@sgd_momentum
@pytest.mark.visible
def test_sgd_momentum_example(student):
    """with lr 0.1, momentum 0.5 and the gradient [10, -10] twice, [1, 2] becomes [0, 3] and then [-1.5, 4.5]"""
    leaves = Leaves(student, [torch.tensor([1.0, 2.0]).double()])
    opt = student.new("SGDMomentum", leaves.theirs, lr=0.1, momentum=0.5)
    for want in ([0.0, 3.0], [-1.5, 4.5]):
        leaves.set_grads([torch.tensor([10.0, -10.0]).double()])
        opt.run("step", returns=None)
        assert_close(leaves.theirs[0].view(returns=LeafView).value, torch.tensor(want))


@sgd_momentum
@pytest.mark.parametrize("momentum", [0.8, 0.3])
def test_sgd_momentum_steps(student, rng, momentum):
    """For six steps each parameter moves by -lr times its velocity, which grows from the gradients so far"""
    follow(student, rng, {"lr": 0.05, "momentum": momentum})


@sgd_momentum
@pytest.mark.parametrize("dampening", [0.3, 0.6])
def test_sgd_momentum_dampening(student, rng, dampening):
    """dampening keeps a part of each gradient out of the velocity, but not in the first step"""
    follow(student, rng, {"lr": 0.05, "momentum": 0.8, "dampening": dampening})


@sgd_momentum
@pytest.mark.parametrize("nesterov", [False, True])
def test_sgd_momentum_weight_decay(student, rng, nesterov):
    """weight_decay times the parameter is added to the gradient before it enters the velocity"""
    follow(student, rng, {"lr": 0.05, "momentum": 0.7, "weight_decay": 0.8, "nesterov": nesterov})


@sgd_momentum
@pytest.mark.parametrize("momentum", [0.8, 0.3])
def test_sgd_momentum_nesterov(student, rng, momentum):
    """With nesterov a step uses the gradient plus momentum times the new velocity"""
    follow(student, rng, {"lr": 0.05, "momentum": momentum, "nesterov": True})


@sgd_momentum
@pytest.mark.parametrize("rates", [(0.05, 0.2, 0.01, 0.1), (0.1, 0.02, 0.02, 0.3)])
def test_sgd_momentum_other_rate(student, rng, rates):
    """Whoever changes optimizer.lr changes the next step alone: the velocity knows nothing of the learning rate"""
    grads = gradients(rng)
    leaves, opt = follow(student, rng, {"lr": 0.07, "momentum": 0.8}, grads[:2])
    for rate, step in zip(rates, grads[2:], strict=True):
        opt[0].run("__setattr__", "lr", rate, returns=None)
        opt[1].param_groups[0]["lr"] = rate
        follow(student, rng, {}, [step], opt=opt, leaves=leaves)


@sgd_momentum
@pytest.mark.parametrize("late", [0, 1])
def test_sgd_momentum_without_gradient(student, rng, late):
    """A parameter without a gradient is skipped, and the first one that it gets later is its first step"""
    grads = gradients(rng)
    for step in (0, 1, 4):
        grads[step][late] = None
    follow(student, rng, {"lr": 0.05, "momentum": 0.8, "dampening": 0.4, "weight_decay": 0.5}, grads)


@sgd_momentum
@pytest.mark.parametrize("dampening", [0.0, 0.3])
def test_sgd_momentum_overwritten_gradients(student, rng, dampening):
    """A step leaves the gradients as they are, and what is written into them later does not reach the velocities"""
    first, *others = gradients(rng)
    leaves, opt = follow(student, rng, {"lr": 0.05, "momentum": 0.8, "dampening": dampening}, [first])
    held = [leaf.keep("__getattribute__", "grad") for leaf in leaves.theirs]
    for step in others:
        for grad, param, new in zip(held, leaves.ours, step, strict=True):
            grad.run("copy_", new)
            param.grad = new.clone()
        opt[0].run("step", returns=None)
        opt[1].step()
        leaves.assert_moved()


@sgd_momentum
@pytest.mark.parametrize("nesterov", [False, True])
def test_sgd_momentum_of_a_model(student, rng, nesterov):
    """params may be the generator model.parameters(): every step moves the model"""
    settings = {"lr": 0.05, "momentum": 0.8, "nesterov": nesterov}
    net = classifier(rng)
    ours, model = recipe.builder()(net), student.build(net)
    opt = student.new("SGDMomentum", model.keep("parameters"), **settings)
    our_opt = torch.optim.SGD(ours.parameters(), **settings)
    backward = student.build(recipe.function("training_step", cls="SGD", lr=0.0))
    for x, y in some_batches(rng, (5, 3, 4)):
        backward(model, x, y, None, returns=None)
        F.cross_entropy(ours(x), y).backward()
        opt.run("step", returns=None)
        our_opt.step()
        assert_close(model.view().parameters, state_of(ours))


@sgd_momentum
@pytest.mark.parametrize("shapes", [((3, 2), (4,)), ((5,), (2, 1, 3))], ids=["first", "second"])
def test_sgd_momentum_two_optimizers(student, rng, shapes):
    """Two optimisers side by side have velocities and settings of their own"""
    one, other = gradients(rng, shapes), gradients(rng, shapes)
    slow = follow(student, rng, {"lr": 0.05, "momentum": 0.8}, one[:1], values(rng, shapes))
    fast = follow(student, rng, {"lr": 0.2, "momentum": 0.5, "dampening": 0.2}, other[:1], values(rng, shapes))
    for mine, yours in zip(one[1:], other[1:], strict=True):
        follow(student, rng, {}, [mine], opt=slow[1], leaves=slow[0])
        follow(student, rng, {}, [yours], opt=fast[1], leaves=fast[0])


# adam_step and adamw_step

ADAM = {"lr": 0.3, "betas": (0.8, 0.95), "eps": 0.01}
OTHER_ADAM = {"lr": 0.07, "betas": (0.6, 0.9), "eps": 0.05}
SETTINGS = pytest.mark.parametrize("settings", [ADAM, OTHER_ADAM], ids=["one", "other"])
DECAYS = pytest.mark.parametrize("settings", [ADAM | {"weight_decay": 0.4}, OTHER_ADAM | {"weight_decay": 1.3}])


def fresh_state(params):
    """What the optimiser remembers before the first step."""
    return {
        "t": 0,
        "m": [torch.zeros_like(param) for param in params],
        "v": [torch.zeros_like(param) for param in params],
    }


def older_state(rng, t, shapes=SHAPES):
    """What it might remember after t steps."""
    return {
        "t": t,
        "m": [rng.normal(*shape) for shape in shapes],
        "v": [rng.uniform(*shape, low=0.2, high=4.0) for shape in shapes],
    }


def adam(params, grads, state, lr, betas, eps, weight_decay=0.0):
    """One step in float64: the new parameters and the new state."""
    state = copy.deepcopy(state)
    t = state["t"] = state["t"] + 1
    moved = []
    for index, (param, grad) in enumerate(zip(params, grads, strict=True)):
        if grad is not None:
            m = state["m"][index] = betas[0] * state["m"][index] + (1 - betas[0]) * grad
            v = state["v"][index] = betas[1] * state["v"][index] + (1 - betas[1]) * grad * grad
            update = (m / (1 - betas[0] ** t)) / (torch.sqrt(v / (1 - betas[1] ** t)) + eps)
            moved.append(param * (1 - lr * weight_decay) - lr * update)
        else:
            moved.append(param)
    return moved, state


def remembered(state):
    """The three entries that the exercise speaks of."""
    require(type(state) is dict and {"t", "m", "v"} <= state.keys(), 'the state needs "t", "m" and "v"')
    return {key: state[key] for key in ("t", "m", "v")}


def adam_steps(student, name, rng, settings, grads, state=None, *, compare_state=True):
    """Steps in a row, each from what the one before left behind: parameters, and the state, after each of them."""
    ours = values(rng)
    our_state = fresh_state(ours) if state is None else state
    theirs, their_state = ours, our_state
    for step in grads:
        seen = student.run(name, theirs, step, their_state, **settings, returns=None)
        ours, our_state = adam(ours, step, our_state, **settings)
        theirs, their_state = seen.args[0], seen.args[2]
        assert_close(theirs, ours)
        if compare_state:
            assert_close(remembered(their_state), our_state)


@adam_step
@pytest.mark.visible
def test_adam_step_example(student):
    """the first step moves [1, 2] by about lr: with lr 0.5 and the gradient [10, -0.1] to [0.5005, 2.4545]"""
    state = {"t": 0, "m": [torch.zeros(2)], "v": [torch.zeros(2)]}
    grads = [torch.tensor([10.0, -0.1])]
    seen = student.run(
        "adam_step", [torch.tensor([1.0, 2.0])], grads, state, lr=0.5, betas=(0.8, 0.96), eps=0.01, returns=None
    )
    assert_close(seen.args[0], [torch.tensor([1 - 5 / 10.01, 2 + 0.05 / 0.11])])
    want = {"t": 1, "m": [torch.tensor([2.0, -0.02])], "v": [torch.tensor([4.0, 0.0004])]}
    assert_close(remembered(seen.args[2]), want)


@adam_step
@SETTINGS
def test_adam_step_first(student, rng, settings):
    """The first step, from averages that are zero, moves by about lr, large gradients and small ones alike"""
    adam_steps(student, "adam_step", rng, settings, gradients(rng)[:1], compare_state=False)
    adam_steps(student, "adam_step", rng, settings, gradients(rng)[1:2], compare_state=False)


@adam_step
@SETTINGS
def test_adam_step_zero_gradients(student, rng, settings):
    """Elements whose gradients have been zero so far stay where they are; the others move"""
    grads = gradients(rng)[:3]
    for step in grads:
        step[0][:, 1] = 0
        step[1][2] = 0
    adam_steps(student, "adam_step", rng, settings, grads)


@adam_step
@pytest.mark.weight(2)
@SETTINGS
def test_adam_step_six_steps(student, rng, settings):
    """Six steps in a row, with gradients that are large and small by turns, each move every parameter as Adam does"""
    adam_steps(student, "adam_step", rng, settings, gradients(rng), compare_state=False)


@adam_step
@SETTINGS
def test_adam_step_remembers(student, rng, settings):
    """After each step t, and the averages m and v of every parameter, are right in the state"""
    adam_steps(student, "adam_step", rng, settings, gradients(rng))


@adam_step
@pytest.mark.parametrize("t", [2, 7])
def test_adam_step_goes_on(student, rng, t):
    """A step that starts from an older state, after 2 or 7 steps, uses its averages and its t"""
    adam_steps(student, "adam_step", rng, ADAM, gradients(rng)[:2], older_state(rng, t))


@adam_step
@pytest.mark.parametrize("late", [0, 1])
def test_adam_step_skips_none(student, rng, late):
    """A parameter whose gradient is None stays with its averages, and t counts on"""
    grads = gradients(rng)[:4]
    grads[0][late] = grads[2][late] = None
    adam_steps(student, "adam_step", rng, ADAM, grads)


def in_place(student, name, rng, settings):
    """The caller's own leaves are changed, still require grad, and the gradients stay."""
    start, (_, grads) = values(rng), gradients(rng, steps=2)
    leaves, state = Leaves(student, start), older_state(rng, 3)
    seen = student.run(name, leaves.theirs, grads, state, **settings, returns=None)
    moved, _ = adam(start, grads, state, **settings)
    for leaf, value in zip(leaves.theirs, moved, strict=True):
        after = leaf.view(returns=object)
        require(isinstance(after, LeafView), "a parameter no longer requires grad, or the step was recorded")
        assert_close(after.value, value)
    assert_unchanged(seen, 1)


@adam_step
@SETTINGS
def test_adam_step_in_place(student, rng, settings):
    """The caller's own tensors are changed, also when they require grad, and the gradients stay as they were"""
    in_place(student, "adam_step", rng, settings)


@adamw_step
@pytest.mark.visible
def test_adamw_step_example(student):
    """with gradients of zero, lr 0.5 and weight_decay 0.2 every parameter is multiplied by 0.9"""
    params, grads = [torch.tensor([10.0, -20.0]), torch.tensor([5.0])], [torch.zeros(2), torch.zeros(1)]
    state = {"t": 0, "m": [torch.zeros(2), torch.zeros(1)], "v": [torch.zeros(2), torch.zeros(1)]}
    seen = student.run(
        "adamw_step", params, grads, state, lr=0.5, betas=(0.8, 0.96), eps=0.01, weight_decay=0.2, returns=None
    )
    assert_close(seen.args[0], [torch.tensor([9.0, -18.0]), torch.tensor([4.5])])


@adamw_step
@DECAYS
def test_adamw_step_shrinks(student, rng, settings):
    """Where gradients are and were zero, a step multiplies by 1 - lr * weight_decay and does nothing else"""
    zeros = [torch.zeros(*shape).double() for shape in SHAPES]
    adam_steps(student, "adamw_step", rng, settings, [zeros, zeros, zeros])


@adamw_step
@pytest.mark.weight(2)
@DECAYS
def test_adamw_step_six_steps(student, rng, settings):
    """Six steps in a row shrink every parameter and move it as Adam does, each by the same step"""
    adam_steps(student, "adamw_step", rng, settings, gradients(rng), compare_state=False)


@adamw_step
@DECAYS
def test_adamw_step_decoupled(student, rng, settings):
    """t counts the steps, and m and v are averages of the gradients alone: the decay does not enter them"""
    adam_steps(student, "adamw_step", rng, settings, gradients(rng)[:4], older_state(rng, 2))


@adamw_step
@pytest.mark.parametrize("late", [0, 1])
def test_adamw_step_skips_none(student, rng, late):
    """A parameter whose gradient is None is neither moved nor shrunk"""
    grads = gradients(rng)[:4]
    grads[0][late] = grads[2][late] = None
    adam_steps(student, "adamw_step", rng, ADAM | {"weight_decay": 0.6}, grads)


@adamw_step
@DECAYS
def test_adamw_step_in_place(student, rng, settings):
    """The caller's own tensors are changed, also when they require grad, and the gradients stay as they were"""
    in_place(student, "adamw_step", rng, settings)


# Networks of ours.


def classifier(rng, *, norm=False, graphs=False, training=True, evaluating=()):
    """(N, 6) -> 3 logits; a gain shows the mode in the logits, and no bias stands before the BatchNorm.

    With `graphs` they show, too, how many graphs wait for their backward pass.
    """
    layers = {"body": recipe.layer("Linear", FEATURES, HIDDEN, bias=not norm)}
    if norm:
        layers["norm"] = recipe.layer("BatchNorm1d", HIDDEN, momentum=0.3)
    layers["gain"] = recipe.mode_gain(train=1.5, eval=0.5)
    layers["act"] = recipe.layer("Tanh")
    layers["head"] = recipe.layer("Linear", HIDDEN, CLASSES)
    if graphs:
        layers["graphs"] = recipe.graph_gain(0.5)
    node = recipe.sequential(**layers)
    return recipe.model(node, recipe.random_state(node, rng), training=training, evaluating=list(evaluating))


def some_batches(rng, sizes=SIZES):
    """Samples of unequal scale, so that no two batches have the same loss."""
    return [(rng.normal(size, FEATURES) * (1 + index), rng.labels(size, CLASSES)) for index, size in enumerate(sizes)]


def state_of(model):
    """The parameters of our twin by name."""
    return {name: parameter.detach().clone() for name, parameter in model.named_parameters()}


def two_weights():
    """Logits (0, 0) for one number x, to begin with."""
    weight = torch.zeros(2, 1, dtype=torch.float64)
    return recipe.model(recipe.layer("Linear", 1, 2, bias=False), state={"weight": weight})


def column(*numbers):
    """One number a sample, as a batch."""
    return torch.tensor([[number] for number in numbers], dtype=torch.float64)


def plant_gradients(student, rng, model):
    """Leaves in the learner's model the gradients of one batch, as an earlier step would."""
    ((x, y),) = some_batches(rng, (6,))
    student.build(recipe.function("training_step", cls="SGD", lr=0.0))(model, x, y, None, returns=None)


# param_groups_no_decay

GROUPS = list[dict[str, object]]


def filled(node, rng, **options):
    """A network of ours with random weights."""
    return recipe.model(node, recipe.random_state(node, rng), **options)


def mixed():
    """Linear, convolution, embedding-like shapes and two norms; names say nothing."""
    return recipe.sequential(
        a=recipe.layer("Conv1d", 2, 3, 2),
        b=recipe.layer("BatchNorm1d", 3),
        h=recipe.layer("LayerNorm", [3, 3]),
        c=recipe.layer("Flatten"),
        d=recipe.layer("Linear", 9, 5),
        e=recipe.layer("LayerNorm", 5),
        f=recipe.layer("PReLU", 5),
        g=recipe.layer("Linear", 5, 3, bias=False),
    )


def misleading():
    """Matrices whose names contain bias and norm, and vectors whose names do not."""
    return recipe.sequential(
        bias_net=recipe.layer("Linear", 6, 5),
        plain=recipe.layer("LayerNorm", 5),
        norm_head=recipe.layer("Linear", 5, 4, bias=False),
        weight=recipe.layer("PReLU", 4),
        out=recipe.layer("Linear", 4, 3),
    )


def scaled():
    """A scale and a shift that are single numbers, without any dimension; it is never run."""
    return recipe.sequential(a=recipe.layer("Linear", 4, 3), b=recipe.layer("LayerNorm", []))


NETS = pytest.mark.parametrize("net", [misleading, mixed])


def members(groups):
    """The parameters of the two groups; the learner's words where they are no groups."""
    require(len(groups) == 2, "there should be two groups, the decayed one first")
    for group in groups:
        params = group.get("params")
        require(
            type(params) is list and all(isinstance(value, Tensor) for value in params),
            'each group needs "params", a list of parameters',
        )
    return [group["params"] for group in groups]


def decays(groups):
    """The weight decay of each group."""
    for group in groups:
        require(type(group.get("weight_decay")) in (float, int), 'each group needs "weight_decay", a number')
    return [float(group["weight_decay"]) for group in groups]


def split(sent, leave_out=()):
    """What belongs in either group, in order."""
    named = [(name, p) for name, p in recipe.builder()(sent).named_parameters() if name not in leave_out]
    return [[p.detach() for _, p in named if p.dim() >= 2], [p.detach() for _, p in named if p.dim() < 2]]


@param_groups
@pytest.mark.visible
def test_param_groups_example(student):
    """Linear, LayerNorm and a Linear without bias: 2 weights with decay 0.1, and 3 vectors with decay 0"""
    net = recipe.sequential(
        recipe.layer("Linear", 2, 3), recipe.layer("LayerNorm", 3), recipe.layer("Linear", 3, 4, bias=False)
    )
    named = student.build(recipe.model(net)).keep("named_parameters")
    groups = student.param_groups_no_decay(named, weight_decay=0.1, returns=GROUPS)
    assert_equal([len(params) for params in members(groups)], [2, 3])
    assert_close(decays(groups), [0.1, 0.0])


@param_groups
@pytest.mark.parametrize("net", [misleading, mixed, scaled])
def test_param_groups_members(student, rng, net):
    """Parameters with two dimensions or more are decayed, those with fewer are not, whatever they are called"""
    sent = filled(net(), rng)
    named = student.build(sent).keep("named_parameters")
    groups = student.param_groups_no_decay(named, 0.3, returns=GROUPS)
    assert_close(members(groups), split(sent))
    assert_close(decays(groups), [0.3, 0.0])


@param_groups
@pytest.mark.weight(2)
@NETS
def test_param_groups_step(student, rng, net):
    """A step of an optimiser over the groups moves the model, and shrinks what should be shrunk and nothing else"""
    sent = filled(net(), rng)
    model, twin = student.build(sent), recipe.builder()(sent)
    groups = student.keep("param_groups_no_decay", model.keep("named_parameters"), 0.6)
    x = rng.normal(7, 2, 4) if net is mixed else rng.normal(7, 6)
    y = rng.labels(7, 3)
    student.build(recipe.function("training_step", cls="SGD", lr=0.3, weight_decay=0.11))(
        model, x, y, groups, returns=None
    )
    decayed = [p for p in twin.parameters() if p.dim() >= 2]
    spared = [p for p in twin.parameters() if p.dim() < 2]
    ours = [{"params": decayed, "weight_decay": 0.6}, {"params": spared, "weight_decay": 0.0}]
    recipe.builder()(recipe.function("training_step", cls="SGD", lr=0.3, weight_decay=0.11))(twin, x, y, ours)
    assert_close(model.view().parameters, state_of(twin))


@param_groups
@pytest.mark.parametrize("frozen", [["d.weight", "e.bias"], ["a", "g.weight"]])
def test_param_groups_frozen(student, rng, frozen):
    """Frozen parameters are in neither group"""
    sent = filled(mixed(), rng, frozen=frozen)
    named = student.build(sent).keep("named_parameters")
    out = [name for name, p in recipe.builder()(sent).named_parameters() if not p.requires_grad]
    groups = student.param_groups_no_decay(named, 0.3, returns=GROUPS)
    assert_close(members(groups), split(sent, out))


@param_groups
@pytest.mark.parametrize("tied", ["d.weight", "d.bias"])
def test_param_groups_tied_once(student, rng, tied):
    """A parameter that comes under two names is in its group once"""
    net = recipe.sequential(
        d=recipe.layer("Linear", 5, 5), act=recipe.layer("Tanh"), e=recipe.layer("Linear", 5, 5),
        f=recipe.layer("LayerNorm", 5),
    )  # fmt: skip
    sent = filled(net, rng, tied=[(tied.replace("d", "e", 1), tied)])
    named = student.build(sent).keep("named_parameters", remove_duplicate=False)
    groups = student.param_groups_no_decay(named, 0.3, returns=GROUPS)
    assert_close(members(groups), split(sent))


@param_groups
def test_param_groups_equal_values(student, rng):
    """Parameters that hold the same values are two all the same, as those of two new LayerNorms are"""
    net = recipe.sequential(
        a=recipe.layer("Linear", 4, 4), b=recipe.layer("LayerNorm", 4), c=recipe.layer("Linear", 4, 4),
        d=recipe.layer("LayerNorm", 4),
    )  # fmt: skip
    state = recipe.random_state(net, rng)
    twice = {"a": "c", "b": "d"}
    sent = recipe.model(net, state | {twice[name[0]] + name[1:]: state[name] for name in state if name[0] in twice})
    named = student.build(sent).keep("named_parameters")
    groups = student.param_groups_no_decay(named, 0.3, returns=GROUPS)
    assert_close(members(groups), split(sent))


@param_groups
@pytest.mark.parametrize(
    "layer", [recipe.layer("Linear", 4, 3, bias=False), recipe.layer("LayerNorm", 5)], ids=["matrix", "vectors"]
)
def test_param_groups_empty_group(student, rng, layer):
    """There are always two groups; one may be empty"""
    sent = filled(recipe.sequential(only=layer), rng)
    named = student.build(sent).keep("named_parameters")
    groups = student.param_groups_no_decay(named, 0.3, returns=GROUPS)
    assert_close(members(groups), split(sent))
    assert_close(decays(groups), [0.3, 0.0])


# clip_grad_norm

THREE = ((3, 2), (4,), (2, 1, 3))


def with_grads(rng, norm, shapes=THREE):
    """Parameters, and gradients whose common norm is this one."""
    grads = [rng.normal(*shape) * scale for shape, scale in zip(shapes, (1.0, 3.0, 0.4), strict=True)]
    length = float(torch.cat([grad.flatten() for grad in grads]).norm())
    return values(rng, shapes), [(grad * norm / length).float().double() for grad in grads]


def length_of(grads):
    """The norm of all gradients together."""
    return float(torch.cat([grad.flatten() for grad in grads if grad is not None]).norm())


def clipped(grads, max_norm):
    """What must be in .grad afterwards."""
    length = length_of(grads)
    factor = max_norm / length if length > max_norm else 1.0
    return [None if grad is None else grad * factor for grad in grads]


def assert_clipped(student, start, grads, max_norm):
    """The norm, the gradients and the parameters are right afterwards."""
    leaves = [recipe.leaf(value, grad) for value, grad in zip(start, grads, strict=True)]
    seen = student.run("clip_grad_norm", leaves, max_norm, returns=float)
    assert_close([leaf.grad for leaf in seen.args[0]], clipped(grads, max_norm))
    assert_close([leaf.value for leaf in seen.args[0]], start)
    assert_close(seen.value, length_of(grads))


@clip_grad_norm
@pytest.mark.visible
def test_clip_grad_norm_example(student):
    """gradients [3, -4] and [12] have the norm 13; with max_norm 6.5 they become [1.5, -2] and [6]"""
    leaves = [
        recipe.leaf(torch.tensor([1.0, 1.0]), torch.tensor([3.0, -4.0])),
        recipe.leaf(torch.tensor([1.0]), torch.tensor([12.0])),
    ]
    seen = student.run("clip_grad_norm", leaves, max_norm=6.5, returns=float)
    assert_close(seen.value, 13.0)
    assert_close([leaf.grad for leaf in seen.args[0]], [torch.tensor([1.5, -2.0]), torch.tensor([6.0])])


@clip_grad_norm
@pytest.mark.parametrize(("norm", "max_norm"), [(9.0, 2.5), (40.0, 3.0)])
def test_clip_grad_norm_above(student, rng, norm, max_norm):
    """Above max_norm all gradients shrink by one common factor, and the norm before that is returned"""
    assert_clipped(student, *with_grads(rng, norm), max_norm)


@clip_grad_norm
@pytest.mark.parametrize(("norm", "max_norm"), [(1.7, 2.5), (0.6, 4.0)])
def test_clip_grad_norm_below(student, rng, norm, max_norm):
    """Below max_norm the gradients stay as they are, and the norm is returned all the same"""
    assert_clipped(student, *with_grads(rng, norm), max_norm)


@clip_grad_norm
@pytest.mark.parametrize(("norm", "max_norm"), [(3.0, 2.5), (3.0, 3.6)])
def test_clip_grad_norm_of_all_together(student, rng, norm, max_norm):
    """The limit is for all gradients together, also where each one by itself is below it"""
    start, grads = with_grads(rng, norm)
    grads = [grad * norm / 3**0.5 / grad.norm() for grad in grads]
    assert_clipped(student, start, [grad.float().double() for grad in grads], max_norm)


@clip_grad_norm
@pytest.mark.parametrize("missing", [0, 1, 2])
@pytest.mark.parametrize("max_norm", [2.5, 30.0])
def test_clip_grad_norm_without_gradient(student, rng, missing, max_norm):
    """A parameter without a gradient counts as nothing"""
    start, grads = with_grads(rng, 9.0)
    grads[missing] = None
    assert_clipped(student, start, grads, max_norm)


@clip_grad_norm
@pytest.mark.parametrize("max_norm", [2.5, 0.3])
def test_clip_grad_norm_nothing_to_clip(student, rng, max_norm):
    """Gradients that are all zero stay zero, with norm 0.0, and so do parameters that have none; others are clipped"""
    start, grads = with_grads(rng, 9.0)
    assert_clipped(student, start, [torch.zeros_like(grad) for grad in grads], max_norm)
    seen = student.run("clip_grad_norm", [recipe.leaf(value) for value in start], max_norm, returns=float | int)
    assert_close(float(seen.value), 0.0)
    assert_clipped(student, start, grads, max_norm)


@clip_grad_norm
@pytest.mark.parametrize("max_norm", [0.4, 0.05])
def test_clip_grad_norm_of_a_model(student, rng, max_norm):
    """params may be the generator model.parameters()"""
    net, ((x, y),) = classifier(rng), some_batches(rng, (5,))
    ours, model = recipe.builder()(net), student.build(net)
    student.build(recipe.function("training_step", cls="SGD", lr=0.0))(model, x, y, None, returns=None)
    F.cross_entropy(ours(x), y).backward()
    grads = {name: param.grad.clone() for name, param in ours.named_parameters()}
    norm = length_of(grads.values())
    limit = max_norm * norm
    got = student.clip_grad_norm(model.keep("parameters"), limit, returns=float)
    assert_close(model.view().grads, dict(zip(grads, clipped(grads.values(), limit), strict=True)), atol=1e-5)
    assert_close(got, norm)


# accumulate_step


def whole_step(model, opt, micro):
    """One step on all samples at once; the loss before it."""
    x, y = (torch.cat(parts) for parts in zip(*micro, strict=True))
    opt.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    opt.step()
    return loss.item()


def accumulated(student, rng, net, name, settings, rounds, plant=False):
    """Calls in a row by the learner and by us: losses, the learner's model, and our twin."""
    optimizer, built = recipe.optimizer(name, net, **settings), recipe.builder()
    ours, our_opt = built(net), built(optimizer)
    model, opt = student.build(net, optimizer)
    got, want = [], []
    for sizes in rounds:
        if plant:
            plant_gradients(student, rng, model)
        micro = some_batches(rng, sizes)
        seen = student.run("accumulate_step", model, opt, micro, returns=float)
        got.append(seen.value)
        want.append(whole_step(ours, our_opt, micro))
        assert_close(seen.args[0].parameters, state_of(ours))
    return got, want, seen.args[0], ours


@accumulate_step
@pytest.mark.visible
def test_accumulate_step_example(student):
    """batches of 2 and 1 samples, zero weights, lr 0.3: the loss is 0.6931 and the weights become [[-0.4], [0.4]]"""
    net = two_weights()
    micro = [(column(1.0, 3.0), torch.tensor([0, 1])), (column(6.0), torch.tensor([1]))]
    seen = student.run("accumulate_step", net, recipe.optimizer("SGD", net, lr=0.3), micro, returns=float)
    assert_close(seen.value, math.log(2))
    assert_close(seen.args[0].parameters["weight"], column(-0.4, 0.4))


@accumulate_step
@pytest.mark.weight(2)
@OPTIMIZERS
def test_accumulate_step_parameters(student, rng, name, settings):
    """Three calls in a row each move the parameters by one step on the mean over all samples, unequal batches or not"""
    accumulated(student, rng, classifier(rng), name, settings, [SIZES, (2, 7), (4, 1, 6)])


@accumulate_step
@pytest.mark.parametrize("sizes", [SIZES, (1, 8, 3)])
def test_accumulate_step_loss(student, rng, sizes):
    """The mean loss over all samples, before the step, is returned"""
    got, want, _, _ = accumulated(student, rng, classifier(rng), "SGD", MOMENTUM, [sizes, sizes])
    assert_close(got, want)


@accumulate_step
@OPTIMIZERS
def test_accumulate_step_old_gradients(student, rng, name, settings):
    """Gradients that are in .grad before the call take no part in the step"""
    accumulated(student, rng, classifier(rng), name, settings, [SIZES, (3, 6)], plant=True)


@accumulate_step
@pytest.mark.parametrize("size", [5, 8])
def test_accumulate_step_single(student, rng, size):
    """A single small batch gives an ordinary step"""
    got, want, _, _ = accumulated(student, rng, classifier(rng), "SGD", MOMENTUM, [(size,), (size,)])
    assert_close(got, want)


@accumulate_step
@pytest.mark.parametrize("sizes", [(5, 3, 4), (2, 6)])
def test_accumulate_step_one_by_one(student, rng, sizes):
    """The model is run once on each small batch by itself: a BatchNorm sees them one after the other"""
    net, micro = classifier(rng, norm=True), some_batches(rng, sizes)
    ours = recipe.builder()(net)
    seen = student.run("accumulate_step", net, recipe.optimizer("SGD", net, lr=0.3), micro, returns=float)
    losses = [F.cross_entropy(ours(x), y, reduction="sum") for x, y in micro]
    total = sum(losses) / sum(sizes)
    total.backward()
    torch.optim.SGD(ours.parameters(), lr=0.3).step()
    assert_close(seen.value, total.item())
    assert_close(seen.args[0].buffers, {name: value.clone() for name, value in ours.named_buffers()})
    assert_close(seen.args[0].parameters, state_of(ours))


@accumulate_step
@pytest.mark.parametrize("sizes", [SIZES, (2, 7)])
def test_accumulate_step_one_graph_at_a_time(student, rng, sizes):
    """The backward pass of each small batch follows at once: memory never holds two graphs"""
    net = classifier(rng, graphs=True)
    got, want, _, _ = accumulated(student, rng, net, "SGD", MOMENTUM, [sizes, sizes])
    assert_close(got, want)


@accumulate_step
@pytest.mark.parametrize(("training", "evaluating"), [(False, []), (True, ["gain"])], ids=["eval", "mixed"])
def test_accumulate_step_keeps_mode(student, rng, training, evaluating):
    """The model is used in the mode that it is in, layer by layer"""
    net = classifier(rng, training=training, evaluating=evaluating)
    accumulated(student, rng, net, "SGD", MOMENTUM, [SIZES, SIZES])


# run_epoch_with_sched

SCHEDULERS = pytest.mark.parametrize(
    ("cls", "options"),
    [
        ("ExponentialLR", {"gamma": 0.6}),
        ("StepLR", {"step_size": 2, "gamma": 0.3}),
        ("CosineAnnealingLR", {"T_max": 11, "eta_min": 0.02}),
    ],
    ids=["exponential", "step", "cosine"],
)


def our_epoch(model, opt, sched, batches, interval):
    """An epoch; the rate of each step."""
    model.train()
    rates = []
    for x, y in batches:
        opt.zero_grad()
        F.cross_entropy(model(x), y).backward()
        rates.append(opt.param_groups[0]["lr"])
        opt.step()
        if interval == "batch":
            sched.step()
    if interval == "epoch":
        sched.step()
    return rates


def epochs(student, rng, cls, options, intervals, *, net=None, name="SGD", settings=MOMENTUM, plant=False, groups=None):
    """Epochs in a row on both sides: what was seen of the last one, rates of all, our model and our scheduler."""
    net = net or classifier(rng)
    optimizer = recipe.optimizer(name, net, groups=groups, **settings)
    sched, built = recipe.scheduler(cls, optimizer, **options), recipe.builder()
    ours, our_opt, our_sched = built(net), built(optimizer), built(sched)
    model, opt, their_sched = student.build(net, optimizer, sched)
    batches = some_batches(rng)
    got, want = [], []
    for interval in intervals:
        if plant:
            plant_gradients(student, rng, model)
        seen = student.run(
            "run_epoch_with_sched", model, opt, their_sched, recipe.batches(batches), interval, returns=list[float]
        )
        got.append(seen.value)
        want.append(our_epoch(ours, our_opt, our_sched, batches, interval))
    return seen, got, want, ours, our_sched


@run_epoch
@pytest.mark.visible
def test_run_epoch_example(student):
    """three batches, lr 0.4 and gamma 0.5 give 0.4, 0.2, 0.1 by batch, and then three times 0.05 by epoch"""
    net = recipe.model(recipe.layer("Linear", 1, 2), {"weight": torch.zeros(2, 1), "bias": torch.zeros(2)})
    optimizer = recipe.optimizer("SGD", net, lr=0.4)
    built = student.build(net, optimizer, recipe.scheduler("ExponentialLR", optimizer, gamma=0.5))
    batches = recipe.batches([(column(1.0), torch.tensor([0]))] * 3)
    assert_close(student.run_epoch_with_sched(*built, batches, "batch", returns=list[float]), [0.4, 0.2, 0.1])
    assert_close(student.run_epoch_with_sched(*built, batches, "epoch", returns=list[float]), [0.05, 0.05, 0.05])


@run_epoch
@SCHEDULERS
def test_run_epoch_rates_by_batch(student, rng, show, cls, options):
    """By batch, the scheduler moves on after every step, and the rates that the steps used are returned"""
    _, got, want, _, _ = epochs(student, rng, cls, options, ["batch", "batch"])
    show.curve("rate", sum(got, []), sum(want, []), claimed=True)
    assert_close(got, want)


@run_epoch
@SCHEDULERS
def test_run_epoch_rates_by_epoch(student, rng, show, cls, options):
    """By epoch, the rate stays for all batches and moves on once, at the end"""
    _, got, want, _, _ = epochs(student, rng, cls, options, ["epoch", "epoch", "epoch"])
    show.curve("rate", sum(got, []), sum(want, []), claimed=True)
    assert_close(got, want)


@run_epoch
@pytest.mark.weight(2)
@pytest.mark.parametrize(
    ("cls", "options", "interval"),
    [
        ("ExponentialLR", {"gamma": 0.6}, "batch"),
        ("StepLR", {"step_size": 2, "gamma": 0.3}, "batch"),
        ("CosineAnnealingLR", {"T_max": 3, "eta_min": 0.02}, "epoch"),
    ],
    ids=["exponential", "step", "cosine"],
)
def test_run_epoch_parameters(student, rng, cls, options, interval):
    """Every step uses the rate that is its own: after two epochs the parameters are where they should be"""
    seen, _, _, ours, _ = epochs(student, rng, cls, options, [interval, interval])
    assert_close(seen.args[0].parameters, state_of(ours))


@run_epoch
@pytest.mark.parametrize("intervals", [["batch", "epoch"], ["epoch", "batch", "epoch"]], ids=["two", "three"])
def test_run_epoch_scheduler(student, rng, intervals):
    """The scheduler has been stepped as often as it should, and the optimiser holds the next rate"""
    seen, got, want, _, our_sched = epochs(student, rng, "ExponentialLR", {"gamma": 0.6}, intervals)
    sched = seen.args[2]
    require(isinstance(sched, SchedulerView), "the scheduler is gone")
    assert_close(got, want)
    assert_equal(sched.steps, our_sched.last_epoch)
    assert_close([group["lr"] for group in seen.args[1].groups], our_sched.get_last_lr())


@run_epoch
@pytest.mark.parametrize("interval", ["batch", "epoch"])
def test_run_epoch_fresh_gradients(student, rng, interval):
    """Every step uses fresh gradients, the first one too: what is in .grad before takes no part"""
    seen, _, _, ours, _ = epochs(
        student, rng, "ExponentialLR", {"gamma": 0.6}, [interval, interval], name="AdamW", settings=ADAMW, plant=True
    )
    assert_close(seen.args[0].parameters, state_of(ours))


@run_epoch
@pytest.mark.parametrize("interval", ["batch", "epoch"])
def test_run_epoch_train_mode(student, rng, interval):
    """A model that arrives in eval mode is trained in train mode and left in it"""
    net = classifier(rng, training=False)
    seen, _, _, ours, _ = epochs(student, rng, "StepLR", {"step_size": 2, "gamma": 0.3}, [interval], net=net)
    assert_close(seen.args[0].parameters, state_of(ours))
    require(all(seen.args[0].training.values()), "the model is not in train mode afterwards")


@run_epoch
@pytest.mark.parametrize("interval", ["batch", "epoch"])
def test_run_epoch_two_groups(student, rng, interval):
    """With several parameter groups the rates of the first one are returned, and each group is trained at its own"""
    groups = [{"params": ["head.weight", "head.bias"], "lr": 0.5}, {"params": ["body.weight", "body.bias"], "lr": 0.1}]
    seen, got, want, ours, _ = epochs(
        student, rng, "ExponentialLR", {"gamma": 0.7}, [interval, interval], groups=groups
    )
    assert_close(got, want)
    assert_close(seen.args[0].parameters, state_of(ours))


@run_epoch
@pytest.mark.parametrize("interval", ["batch", "epoch"])
def test_run_epoch_iterator(student, rng, interval):
    """batches may be an iterator, which has no length and can be gone through once"""
    net, batches = classifier(rng), some_batches(rng)
    optimizer = recipe.optimizer("SGD", net, **MOMENTUM)
    sched, built = recipe.scheduler("ExponentialLR", optimizer, gamma=0.6), recipe.builder()
    ours = built(net)
    model, opt, their_sched, sent = student.build(net, optimizer, sched, recipe.batches(batches))
    got = student.run_epoch_with_sched(model, opt, their_sched, sent.keep("__iter__"), interval, returns=list[float])
    assert_close(got, our_epoch(ours, built(optimizer), built(sched), batches, interval))
    assert_close(model.view().parameters, state_of(ours))


@run_epoch
@pytest.mark.parametrize("interval", ["step", "Batch", ""], ids=["step", "capital", "empty"])
def test_run_epoch_refuses(student, rng, interval):
    """An interval that is neither "batch" nor "epoch" raises ValueError and trains nothing; a right one trains"""
    net = classifier(rng)
    optimizer = recipe.optimizer("SGD", net, **MOMENTUM)
    sched = recipe.scheduler("ExponentialLR", optimizer, gamma=0.6)
    model, opt, their_sched = student.build(net, optimizer, sched)
    batches = some_batches(rng)
    sent = recipe.batches(batches)
    with student.raises(ValueError):
        student.run_epoch_with_sched(model, opt, their_sched, sent, interval, returns=list[float])
    got = student.run_epoch_with_sched(model, opt, their_sched, sent, "batch", returns=list[float])
    built = recipe.builder()
    ours = built(net)
    assert_close(got, our_epoch(ours, built(optimizer), built(sched), batches, "batch"))
    assert_close(model.view().parameters, state_of(ours))
