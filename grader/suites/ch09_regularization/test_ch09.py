"""Chapter 9: overfitting and regularisation."""

import math

import pytest
import torch
import torch.nn.functional as F

from grader.suite import LeafView, assert_close, assert_equal, assert_unchanged, exact64, recipe, require

diagnose = pytest.mark.exercise("diagnose")
l2_penalty = pytest.mark.exercise("l2_penalty")
dropout = pytest.mark.exercise("dropout")
label_smoothing_ce = pytest.mark.exercise("label_smoothing_ce")
overfit_one_batch = pytest.mark.exercise("overfit_one_batch")
batchnorm = pytest.mark.exercise("batchnorm")

MOMENTUM = {"lr": 0.3, "momentum": 0.8, "weight_decay": 0.05}
ADAM = {"lr": 0.08, "betas": (0.8, 0.95), "eps": 0.01}
OPTIMIZERS = pytest.mark.parametrize(("name", "settings"), [("SGD", MOMENTUM), ("Adam", ADAM)], ids=["SGD", "Adam"])
FEATURES, HIDDEN, CLASSES = 6, 9, 4


def gradients(f, *inputs, cotangent):
    """What autograd gives for f, in float64."""
    leaves = [tensor.clone().requires_grad_() for tensor in inputs]
    return torch.autograd.grad((f(*leaves) * cotangent).sum(), leaves)


# diagnose

FALLING = [2.0, 1.1, 0.6, 0.35, 0.25]
LEARNED = [2.1, 1.3, 0.8, 0.6, 0.62]
TURNED = [2.1, 1.2, 0.7, 0.9, 1.3]


def assert_said(student, *curves, good=0.4, gap=0.3):
    """Each pair of curves gets its word."""
    for train, val, word in curves:
        assert_equal(student.diagnose(train, val, good, gap, returns=str), word)


@diagnose
@pytest.mark.visible
def test_diagnose_example(student):
    """training 1.0, 0.4, 0.1 and validation 1.1, 0.5, 0.8, with good 0.3 and gap 0.2: overfitting"""
    assert_equal(student.diagnose([1.0, 0.4, 0.1], [1.1, 0.5, 0.8], good=0.3, gap=0.2, returns=str), "overfitting")


@diagnose
def test_diagnose_overfitting(student):
    """Overfitting is a validation loss that has risen from its smallest value, wherever that was, by more than gap"""
    dip = [2.0, 0.5, 1.1, 0.75, 0.9]
    recovered, worse = [2.0, 0.6, 1.9, 1.2, 0.7], [0.5, 0.6, 0.7, 0.8, 0.9]
    assert_said(student, (FALLING, worse, "overfitting"), (FALLING, LEARNED, "good"), (FALLING, dip, "overfitting"))
    assert_said(student, (FALLING, TURNED, "overfitting"), (FALLING, recovered, "good"))


@diagnose
def test_diagnose_good_with_distance(student):
    """A validation loss far above the training loss that has not risen is no overfitting here; one that rose is"""
    high = [3.0, 2.2, 1.9, 1.7, 1.6]
    assert_said(student, (FALLING, high, "good"), (FALLING, [2.0, 0.2, 0.3, 0.5, 0.55], "overfitting"))


@diagnose
def test_diagnose_underfitting(student):
    """Underfitting is a last training loss above good, whatever it was in between and whatever validation does"""
    slow, bounce = [2.0, 1.6, 1.3, 1.1, 1.0], [2.0, 0.9, 0.3, 0.6, 0.7]
    assert_said(student, (slow, LEARNED, "underfitting"), (bounce, LEARNED, "underfitting"), (FALLING, LEARNED, "good"))
    assert_said(student, (slow, TURNED, "underfitting"), (FALLING, TURNED, "overfitting"))


@diagnose
def test_diagnose_diverging(student):
    """Diverging is a NaN or an infinite loss in either curve, or training that ends above where it began"""
    for bad in (math.nan, math.inf):
        for place in (4, 0, 2):
            broken = [bad if index == place else loss for index, loss in enumerate(FALLING)]
            assert_said(student, (broken, LEARNED, "diverging"), (FALLING, broken, "diverging"))
    assert_said(student, ([0.2, 0.15, 0.25], [0.9, 0.8, 0.8], "diverging"), ([2.0, 1.0, 2.3], [1.0] * 3, "diverging"))
    assert_said(student, ([2.0, 2.5, 0.3], [1.0] * 3, "good"), (FALLING, LEARNED, "good"))


@diagnose
def test_diagnose_limits(student):
    """Exactly at a limit nothing is wrong yet: good, gap and the first loss may be reached"""
    level = [0.25, 0.5, 0.25]
    assert_said(student, (level, [0.5, 0.25, 0.5], "good"), good=0.25, gap=0.25)
    assert_said(student, (level, [0.5, 0.25, 0.5625], "overfitting"), good=0.25, gap=0.25)
    assert_said(student, ([0.5, 0.25, 0.3125], [0.5] * 3, "underfitting"), good=0.25, gap=0.25)
    assert_said(student, ([0.25], [0.5], "good"), ([0.5], [0.5], "underfitting"), good=0.25, gap=0.25)


@diagnose
def test_diagnose_leaves_curves(student):
    """The answer is right, and both lists stay as they were, in their order"""
    for val, word in ((TURNED, "overfitting"), (LEARNED, "good")):
        seen = student.run("diagnose", FALLING, val, 0.4, 0.3, returns=str)
        assert_equal(seen.value, word)
        assert_unchanged(seen, 0, 1)


# l2_penalty

SHAPES = ((3, 2), (4,), (), (2, 1, 5))


def squares(params, skip_bias):
    """The sum of the squares of those that count."""
    return sum((p.square().sum() for p in params if p.dim() >= 2 or not skip_bias), torch.tensor(0.0).double())


@l2_penalty
@pytest.mark.visible
def test_l2_penalty_example(student):
    """[[1, 2], [3, 0]] and [5, 1] give 40 together, and 14 without the bias"""
    params = [torch.tensor([[1.0, 2.0], [3.0, 0.0]]), torch.tensor([5.0, 1.0])]
    assert_close(student.l2_penalty(params, skip_bias=False), torch.tensor(40.0))
    assert_close(student.l2_penalty(params, skip_bias=True), torch.tensor(14.0))


@l2_penalty
@pytest.mark.parametrize("shapes", [SHAPES, ((5,), (4, 3))], ids=["many", "two"])
def test_l2_penalty_sum_of_squares(student, rng, shapes):
    """The result is the sum of the squares of all elements of all parameters"""
    params = [rng.normal(*shape) for shape in shapes]
    assert_close(student.l2_penalty(params, False), squares(params, False))


@l2_penalty
@pytest.mark.parametrize("shapes", [SHAPES, ((5,), (4, 3))], ids=["many", "two"])
def test_l2_penalty_without_biases(student, rng, shapes):
    """With skip_bias, parameters with fewer than two dimensions do not count; all others do, of any number"""
    params = [rng.normal(*shape) for shape in shapes]
    assert_close(student.l2_penalty(params, True), squares(params, True))


@l2_penalty
@pytest.mark.weight(2)
@pytest.mark.parametrize("skip_bias", [False, True])
def test_l2_penalty_gradients(student, rng, skip_bias):
    """Gradients flow back to every parameter that counts: 2 p for each, times what came from above"""
    params, v = [rng.normal(*shape) for shape in SHAPES], rng.number(1.5, 3.0)
    leaves = student.build(*[recipe.leaf(param) for param in params])
    loss = student.keep("l2_penalty", list(leaves), skip_bias)
    loss.run("backward", torch.tensor(v), returns=None)
    for leaf, param in zip(leaves, params, strict=True):
        seen = leaf.view(returns=LeafView)
        if param.dim() >= 2 or not skip_bias:
            assert_close(seen.grad, 2 * param * v)
        else:
            require(seen.grad is None or not bool(seen.grad.any()), "a bias got a gradient although skip_bias is True")


@l2_penalty
@pytest.mark.parametrize("skip_bias", [False, True])
def test_l2_penalty_of_a_model(student, rng, skip_bias):
    """params may be the generator model.parameters()"""
    net = recipe.sequential(recipe.layer("Linear", 4, 3), recipe.layer("LayerNorm", 3), recipe.layer("Linear", 3, 5))
    sent = recipe.model(net, recipe.random_state(net, rng))
    ours = [p.detach() for p in recipe.builder()(sent).parameters()]
    got = student.l2_penalty(student.build(sent).keep("parameters"), skip_bias)
    assert_close(got, squares(ours, skip_bias))


@l2_penalty
def test_l2_penalty_nothing_counts(student, rng):
    """Where no parameter counts the result is a tensor, 0.0; where one does it is its sum"""
    biases = [rng.normal(4), rng.normal(3)]
    assert_close(student.l2_penalty(biases, True), torch.tensor(0.0).double())
    assert_close(student.l2_penalty([], False), torch.tensor(0.0).double())
    assert_close(student.l2_penalty([*biases, rng.normal(2, 1) * 0 + 1.5], True), torch.tensor(4.5).double())


@l2_penalty
@pytest.mark.parametrize("skip_bias", [False, True])
def test_l2_penalty_leaves_parameters(student, rng, skip_bias):
    """The penalty is right, and the parameters stay as they were"""
    params = [rng.normal(*shape) for shape in SHAPES]
    seen = student.run("l2_penalty", params, skip_bias)
    assert_close(seen.value, squares(params, skip_bias))
    assert_unchanged(seen, 0)


# dropout

CASES = pytest.mark.parametrize(("p", "shape"), [(0.2, (7, 5)), (0.7, (3, 4, 6))], ids=["p=0.2", "p=0.7"])


def kept(shape, p, seed):
    """What is left, as factors: 0 or 1 / (1 - p)."""
    random = torch.rand(shape, generator=torch.Generator().manual_seed(seed))
    return (random >= p).double() / (1 - p)


@dropout
@pytest.mark.visible
def test_dropout_example(student):
    """with p 0.2 and seed 0, [1, 2, 3, 4] becomes [1.25, 2.5, 0, 0] in training and stays outside of it"""
    x = torch.tensor([1.0, 2.0, 3.0, 4.0])
    assert_close(student.dropout(x, p=0.2, training=True, seed=0), torch.tensor([1.25, 2.5, 0.0, 0.0]))
    assert_close(student.dropout(x, p=0.2, training=False, seed=0), x)


@dropout
@CASES
def test_dropout_values(student, rng, p, shape):
    """In training an element is zero where its random number is below p, and divided by 1 - p where it is not"""
    x, seed = rng.normal(*shape) + 3, rng.integer(1, 1000)
    assert_close(student.dropout(x, p, True, seed), x * kept(shape, p, seed))


@dropout
@pytest.mark.parametrize("p", [0.2, 0.7])
def test_dropout_keeps_the_mean(student, rng, p):
    """Over 20,000 ones a share of p is zero, and the mean is still 1"""
    seed = rng.integer(1, 1000)
    got = student.dropout(torch.ones(200, 100).double(), p, True, seed)
    assert_close(got, kept((200, 100), p, seed))
    spread = 5 * math.sqrt(p * (1 - p) / 20_000)
    require(abs(float((got == 0).double().mean()) - p) < spread, "the share of zeros is not p")
    require(abs(float(got.double().mean()) - 1) < spread / (1 - p), "the mean is not kept")


@dropout
@CASES
def test_dropout_gradients(student, rng, p, shape):
    """The gradient passes through the elements that were kept, scaled like them, and nowhere else"""
    x, v, seed = rng.normal(*shape), rng.normal(*shape), rng.integer(1, 1000)
    seen = student.grad("dropout", x, p, True, seed, wrt=(0,), cotangent=v)
    assert_close(seen.value, x * kept(shape, p, seed))
    assert_close(seen.grads, (v * kept(shape, p, seed),))


@dropout
@CASES
def test_dropout_outside_training(student, rng, p, shape):
    """Outside training no number changes; in training some do"""
    x, seed = rng.normal(*shape), rng.integer(1, 1000)
    assert_close(student.dropout(x, p, False, seed), x)
    assert_close(student.dropout(x, p, True, seed), x * kept(shape, p, seed))


@dropout
@CASES
def test_dropout_seed(student, rng, p, shape):
    """The same seed gives the same zeros, another seed others, whatever was drawn before"""
    x, seed = rng.normal(*shape) + 3, rng.integer(1, 1000)
    for this in (seed, seed + 1, seed):
        assert_close(student.dropout(x, p, True, this), x * kept(shape, p, this))


@dropout
@pytest.mark.parametrize("shape", [(4, 3), (5,)])
def test_dropout_nothing_dropped(student, rng, shape):
    """With p 0 nothing is dropped, in training too; with a larger p something is"""
    x = rng.normal(*shape) + 3
    assert_close(student.dropout(x, 0.0, True, 5), x)
    assert_close(student.dropout(x, 0.6, True, 5), x * kept(shape, 0.6, 5))


@dropout
@CASES
def test_dropout_float64(student, rng, p, shape):
    """A float64 tensor stays float64, and the same seed gives it the same zeros as a float32 one"""
    x, seed = rng.normal(*shape) + 3, rng.integer(1, 1000)
    assert_close(student.dropout(exact64(x), p, True, seed), x * kept(shape, p, seed), dtype=torch.float64)


@dropout
@CASES
def test_dropout_leaves_input(student, rng, p, shape):
    """The result is right, and x stays as it was"""
    x, seed = rng.normal(*shape) + 3, rng.integer(1, 1000)
    seen = student.run("dropout", x, p, True, seed)
    assert_close(seen.value, x * kept(shape, p, seed))
    assert_unchanged(seen, 0)


# label_smoothing_ce

SMOOTHING = pytest.mark.parametrize(("eps", "classes"), [(0.2, 5), (0.35, 4)])


def samples(rng, n, classes):
    """Logits of a usual size, and labels."""
    return rng.normal(n, classes) * 2, rng.labels(n, classes)


def smoothed(logits, y, eps, ignore_index=-100):
    """torch's own."""
    return F.cross_entropy(logits, y, label_smoothing=eps, ignore_index=ignore_index)


@label_smoothing_ce
@pytest.mark.visible
def test_label_smoothing_example(student):
    """for logits [[0, 0], [9, 0]] and labels [1, -100], with -100 ignored, the loss is ln 2 = 0.6931"""
    logits, y = torch.tensor([[0.0, 0.0], [9.0, 0.0]]), torch.tensor([1, -100])
    assert_close(student.label_smoothing_ce(logits, y, eps=0.2, ignore_index=-100), torch.tensor(math.log(2)))


@label_smoothing_ce
@SMOOTHING
def test_label_smoothing_values(student, rng, eps, classes):
    """eps is spread over all classes, the true one included; the rest lies on the true class; the rows are averaged"""
    logits, y = samples(rng, 7, classes)
    assert_close(student.label_smoothing_ce(logits, y, eps, -100), smoothed(logits, y, eps))


@label_smoothing_ce
@SMOOTHING
def test_label_smoothing_gradients(student, rng, eps, classes):
    """Gradients flow back to every logit"""
    (logits, y), v = samples(rng, 7, classes), rng.uniform(low=1.5, high=3.0)
    seen = student.grad("label_smoothing_ce", logits, y, eps, -100, wrt=(0,), cotangent=v)
    assert_close(seen.grads, gradients(lambda z: smoothed(z, y, eps), logits, cotangent=v))


@label_smoothing_ce
@pytest.mark.parametrize("rows", [[1, 4, 5], [0]])
def test_label_smoothing_ignores_rows(student, rng, rows):
    """Rows with the label ignore_index count neither in the sum nor in the number of rows"""
    logits, y = samples(rng, 9, 5)
    y[rows] = -100
    assert_close(student.label_smoothing_ce(logits, y, 0.3, -100), smoothed(logits, y, 0.3))


@label_smoothing_ce
@pytest.mark.parametrize("ignored", [-1, -7])
def test_label_smoothing_ignores_other_labels(student, rng, ignored):
    """ignore_index may be another number than -100"""
    logits, y = samples(rng, 9, 5)
    y[[0, 2, 6]] = ignored
    assert_close(student.label_smoothing_ce(logits, y, 0.3, ignored), smoothed(logits, y, 0.3, ignored))


@label_smoothing_ce
@pytest.mark.parametrize("ignored", [2, 0])
def test_label_smoothing_ignores_a_class(student, rng, ignored):
    """ignore_index may be a class: its rows count neither in the sum nor in the number of rows"""
    logits, y = samples(rng, 9, 5)
    y[[1, 4, 5]] = ignored
    assert_close(student.label_smoothing_ce(logits, y, 0.3, ignored), smoothed(logits, y, 0.3, ignored))


@label_smoothing_ce
@pytest.mark.parametrize("ignored", [-100, 2])
def test_label_smoothing_ignored_gradients(student, rng, ignored):
    """Ignored rows get no gradient, the others their own"""
    (logits, y), v = samples(rng, 9, 5), rng.uniform(low=1.5, high=3.0)
    y[[0, 3, 7]] = ignored
    seen = student.grad("label_smoothing_ce", logits, y, 0.3, ignored, wrt=(0,), cotangent=v)
    assert_close(seen.grads, gradients(lambda z: smoothed(z, y, 0.3, ignored), logits, cotangent=v))


@label_smoothing_ce
@pytest.mark.parametrize("classes", [5, 3])
def test_label_smoothing_none(student, rng, classes):
    """With eps 0 this is cross-entropy; with eps it is not"""
    logits, y = samples(rng, 8, classes)
    assert_close(student.label_smoothing_ce(logits, y, 0.0, -100), F.cross_entropy(logits, y))
    assert_close(student.label_smoothing_ce(logits, y, 0.25, -100), smoothed(logits, y, 0.25))


@label_smoothing_ce
@pytest.mark.parametrize("gap", [150.0, 2000.0])
def test_label_smoothing_large_logits(student, rng, gap):
    """Logits that lie 150 or 2000 apart give a finite loss and the right gradients"""
    (logits, y), v = samples(rng, 6, 5), rng.uniform(low=1.5, high=3.0)
    logits[torch.arange(6), (y + 2) % 5] += gap
    logits = logits.float().double()
    seen = student.grad("label_smoothing_ce", logits, y, 0.2, -100, wrt=(0,), cotangent=v)
    assert_close(seen.value, smoothed(logits, y, 0.2))
    assert_close(seen.grads, gradients(lambda z: smoothed(z, y, 0.2), logits, cotangent=v))


@label_smoothing_ce
@pytest.mark.parametrize("ignored", [-100, 1])
def test_label_smoothing_leaves_arguments(student, rng, ignored):
    """The loss is right, and logits and y stay as they were"""
    logits, y = samples(rng, 8, 4)
    y[[2, 6]] = ignored
    seen = student.run("label_smoothing_ce", logits, y, 0.2, ignored)
    assert_close(seen.value, smoothed(logits, y, 0.2, ignored))
    assert_unchanged(seen, 0, 1)


# overfit_one_batch


def classifier(rng, *, drop=0.0, norm=False, training=True, evaluating=(), deep=False):
    """Logits of 4 classes; a gain shows the mode in them, and dropout, where asked for, hides in a block."""
    layers = {"body": recipe.layer("Linear", FEATURES, HIDDEN, bias=not norm)}
    if norm:
        layers["norm"] = recipe.layer("BatchNorm1d", HIDDEN, momentum=0.3)
    layers["gain"] = recipe.mode_gain(train=1.5, eval=0.5)
    layers["act"] = recipe.layer("Tanh")
    if drop:
        noise = recipe.layer("Dropout", drop)
        layers["noise"] = recipe.sequential(inner=recipe.sequential(drop=noise)) if deep else noise
    layers["head"] = recipe.layer("Linear", HIDDEN, CLASSES)
    node = recipe.sequential(**layers)
    return recipe.model(node, recipe.random_state(node, rng), training=training, evaluating=list(evaluating))


def one_batch(rng):
    """A batch of 7 samples."""
    return rng.normal(7, FEATURES), rng.labels(7, CLASSES)


def by_heart(model, opt, x, y, max_steps, target):
    """What the exercise asks for."""
    modes = {module: module.training for module in model.modules()}
    model.train()
    for module in modes:
        if isinstance(module, torch.nn.Dropout):
            module.eval()
    losses = []
    for _ in range(max_steps):
        opt.zero_grad()
        loss = F.cross_entropy(model(x), y)
        losses.append(loss.item())
        if losses[-1] < target:
            break
        loss.backward()
        opt.step()
    for module, training in modes.items():
        module.training = training
    return losses


def state_of(model):
    """Parameters and buffers of our twin by name."""
    return {name: value.detach().clone() for name, value in model.state_dict().items()}


def learned(student, rng, net, name="SGD", settings=MOMENTUM, max_steps=12, target=0.0, plant=False):
    """The same training on both sides: what was seen, our losses, our model."""
    optimizer, (x, y) = recipe.optimizer(name, net, **settings), one_batch(rng)
    built = recipe.builder()
    ours, our_opt = built(net), built(optimizer)
    model, opt = student.build(net, optimizer)
    if plant:
        step = student.build(recipe.function("training_step", cls="SGD", lr=0.0))
        step(model, rng.normal(5, FEATURES), rng.labels(5, CLASSES), None, returns=None)
    seen = student.run("overfit_one_batch", model, opt, x, y, max_steps, target, returns=list[float])
    return seen, by_heart(ours, our_opt, x, y, max_steps, target), ours


@overfit_one_batch
@pytest.mark.visible
def test_overfit_example(student):
    """from zero weights, with lr 2 and target 0.2: losses 0.6931 and 0.1269, one step, weights [[1], [-1]]"""
    net = recipe.model(recipe.layer("Linear", 1, 2, bias=False), {"weight": torch.zeros(2, 1)})
    optimizer = recipe.optimizer("SGD", net, lr=2.0)
    x, y = torch.tensor([[1.0]]), torch.tensor([0])
    seen = student.run("overfit_one_batch", net, optimizer, x, y, max_steps=9, target=0.2, returns=list[float])
    assert_close(seen.value, [math.log(2), math.log1p(math.exp(-2))])
    assert_close(seen.args[0].parameters["weight"], torch.tensor([[1.0], [-1.0]]))


@overfit_one_batch
@OPTIMIZERS
def test_overfit_old_gradients(student, rng, name, settings):
    """Gradients that are in .grad before the call take no part"""
    seen, _, ours = learned(student, rng, classifier(rng), name, settings, max_steps=4, plant=True)
    assert_close(seen.args[0].state, state_of(ours))


@overfit_one_batch
@pytest.mark.parametrize("training", [False, True])
def test_overfit_restores_mode(student, rng, training):
    """Afterwards the model is in the mode that it was in before, its dropout layer too"""
    restored(student, rng, classifier(rng, drop=0.4, training=training), 4)


@overfit_one_batch
@OPTIMIZERS
def test_overfit_losses(student, rng, name, settings):
    """The list holds the loss before each step, max_steps of them where target is never reached"""
    seen, want, _ = learned(student, rng, classifier(rng), name, settings)
    assert_close(seen.value, want)


@overfit_one_batch
@OPTIMIZERS
def test_overfit_parameters(student, rng, name, settings):
    """After max_steps steps the parameters are where the optimiser takes them from fresh gradients"""
    seen, _, ours = learned(student, rng, classifier(rng), name, settings, max_steps=9)
    assert_close(seen.args[0].state, state_of(ours))


@overfit_one_batch
@pytest.mark.parametrize("drop", [0.4, 0.7])
def test_overfit_without_dropout(student, rng, drop):
    """Dropout is off meanwhile"""
    seen, want, ours = learned(student, rng, classifier(rng, drop=drop))
    assert_close(seen.value, want)
    assert_close(seen.args[0].state, state_of(ours))


@overfit_one_batch
@pytest.mark.parametrize("drop", [0.4, 0.7])
def test_overfit_without_inner_dropout(student, rng, drop):
    """Dropout is off meanwhile also where the layer lies inside of other modules"""
    seen, want, ours = learned(student, rng, classifier(rng, drop=drop, deep=True))
    assert_close(seen.value, want)
    assert_close(seen.args[0].state, state_of(ours))


@overfit_one_batch
@pytest.mark.parametrize("training", [True, False])
def test_overfit_train_mode(student, rng, training):
    """All other layers are in train mode meanwhile, whatever mode the model came in: a BatchNorm uses the batch"""
    seen, want, ours = learned(student, rng, classifier(rng, norm=True, training=training), settings={"lr": 0.2})
    assert_close(seen.value, want)
    assert_close(seen.args[0].state, state_of(ours))


@overfit_one_batch
@pytest.mark.parametrize(
    ("name", "settings"), [("SGD", {"lr": 0.1, "maximize": True}), ("SGD", {"lr": 9.0})], ids=["uphill", "too large"]
)
def test_overfit_goes_on(student, rng, name, settings):
    """Where the loss rises the training goes on, to the last of max_steps"""
    seen, want, _ = learned(student, rng, classifier(rng), name, settings, max_steps=4, target=0.01)
    assert_close(seen.value, want)


@overfit_one_batch
@pytest.mark.parametrize("max_steps", [0, 4])
def test_overfit_restores_submodules(student, rng, max_steps):
    """A layer that was in another mode than the rest of the model is in that mode again, dropout layers too"""
    restored(student, rng, classifier(rng, drop=0.4, evaluating=["gain"]), max_steps)
    restored(student, rng, classifier(rng, drop=0.4, evaluating=["noise", "act"]), max_steps)


@overfit_one_batch
@pytest.mark.parametrize("after", [3, 6])
def test_overfit_stops(student, rng, after):
    """Once the loss is below target the training is over: that loss is recorded, and no step follows it"""
    net = classifier(rng)
    built = recipe.builder()
    optimizer, (x, y) = recipe.optimizer("SGD", net, lr=0.2), one_batch(rng)
    curve = by_heart(built(net), built(optimizer), x, y, 15, 0.0)
    target = (min(curve[:after]) + min(curve[: after + 1])) / 2
    built = recipe.builder()
    ours = built(net)
    want = by_heart(ours, built(optimizer), x, y, 15, target)
    seen = student.run("overfit_one_batch", net, optimizer, x, y, 15, target, returns=list[float])
    assert_close(seen.value, want)
    assert_close(seen.args[0].state, state_of(ours))


@overfit_one_batch
@pytest.mark.parametrize("training", [False, True])
def test_overfit_restores_after_target(student, rng, training):
    """Where target is reached every module is in the mode that it was in before, too"""
    restored(student, rng, classifier(rng, drop=0.4, training=training, evaluating=["gain"]), 4, target=90.0)


@overfit_one_batch
@pytest.mark.parametrize("max_steps", [3, 5])
def test_overfit_exactly_at_target(student, rng, max_steps):
    """A loss of exactly target is not below it, and the training goes on"""
    y = rng.labels(7, CLASSES)
    sure = recipe.model(recipe.layer("Linear", CLASSES, CLASSES), {
        "weight": torch.eye(CLASSES) * 300, "bias": torch.zeros(CLASSES)
    })  # fmt: skip
    for target, rounds in ((0.0, max_steps), (0.01, 1)):
        model, opt = student.build(sure, recipe.optimizer("SGD", sure, lr=0.3))
        x = F.one_hot(y, CLASSES).double()
        seen = student.run("overfit_one_batch", model, opt, x, y, max_steps, target, returns=list[float])
        assert_close(seen.value, [0.0] * rounds)


@overfit_one_batch
@pytest.mark.parametrize("max_steps", [2, 4])
def test_overfit_keeps_dropout(student, rng, max_steps):
    """The losses are right, and in train mode a dropout layer drops afterwards what it dropped before"""
    net = classifier(rng, drop=1.0)
    optimizer, (x, y) = recipe.optimizer("SGD", net, **MOMENTUM), one_batch(rng)
    built = recipe.builder()
    ours, our_opt = built(net), built(optimizer)
    model, opt = student.build(net, optimizer)
    seen = student.run("overfit_one_batch", model, opt, x, y, max_steps, 0.0, returns=list[float])
    assert_close(seen.value, by_heart(ours, our_opt, x, y, max_steps, 0.0))
    assert_close(model(x), ours(x).detach())


def restored(student, rng, net, max_steps, target=0.0):
    """The losses are right, and so are the modes afterwards."""
    modes = {name: module.training for name, module in recipe.builder()(net).named_modules()}
    seen, want, _ = learned(student, rng, net, max_steps=max_steps, target=target)
    assert_close(seen.value, want)
    assert_equal(dict(seen.args[0].training), modes)


# batchnorm

BATCHES = pytest.mark.parametrize(("n", "d"), [(3, 4), (5, 3)])


def activations(rng, n, d):
    """x, weight, bias, running mean and variance: none of them at its usual start."""
    x = rng.normal(n, d) * 2 + rng.normal(d) * 3
    return (
        x.float().double(), rng.normal(d) + 2, rng.normal(d) + 1, rng.normal(d), rng.uniform(d, low=0.5, high=3.0)
    )  # fmt: skip


def normalised(x, weight, bias, eps):
    """The output in training."""
    return F.batch_norm(x, None, None, weight, bias, True, 0.0, eps)


@batchnorm
@pytest.mark.visible
def test_batchnorm_example(student):
    """[0, 2, 4] with weight 3 and bias 1: -2.6742, 1, 4.6742; the running mean 1.25, the variance 2.5; 10.5 in eval"""
    one = lambda value: torch.tensor([value])  # noqa: E731  shorter than a name of its own
    x = torch.tensor([[0.0], [2.0], [4.0]])
    args = (x, one(3.0), one(1.0), one(1.0), one(2.0))
    seen = student.run("batchnorm_train", *args, momentum=0.25, eps=0.0)
    side = 3 * math.sqrt(1.5)
    assert_close(seen.value, torch.tensor([[1 - side], [1.0], [1 + side]]))
    assert_close(seen.args[3:], (one(1.25), one(2.5)))
    args = (torch.tensor([[3.0]]), one(10.0), one(0.5), one(1.0), one(4.0))
    assert_close(student.batchnorm_eval(*args, eps=0.0), torch.tensor([[10.5]]))


@batchnorm
@BATCHES
@pytest.mark.parametrize("eps", [0.01, 0.5])
def test_batchnorm_train_values(student, rng, n, d, eps):
    """In training each column is normalised with its own mean and biased variance, then scaled and shifted"""
    x, weight, bias, mean, var = activations(rng, n, d)
    assert_close(student.batchnorm_train(x, weight, bias, mean, var, 0.3, eps), normalised(x, weight, bias, eps))


@batchnorm
@BATCHES
@pytest.mark.parametrize("momentum", [0.3, 0.1])
def test_batchnorm_running_statistics(student, rng, n, d, momentum):
    """The running statistics take a step of momentum towards the batch's mean and unbiased variance, in place"""
    x, weight, bias, mean, var = activations(rng, n, d)
    ours = mean.clone(), var.clone()
    want = F.batch_norm(x, *ours, weight, bias, True, momentum, 0.01)
    seen = student.run("batchnorm_train", x, weight, bias, mean, var, momentum, 0.01)
    assert_close(seen.args[3:5], ours)
    assert_close(seen.value, want)


@batchnorm
@pytest.mark.weight(2)
@BATCHES
def test_batchnorm_gradients(student, rng, n, d):
    """Gradients flow back to x, through mean and variance too, and to weight and bias"""
    x, weight, bias, mean, var = activations(rng, n, d)
    v = rng.normal(n, d)
    seen = student.grad("batchnorm_train", x, weight, bias, mean, var, 0.3, 0.05, wrt=(0, 1, 2), cotangent=v)
    want = gradients(lambda x, w, b: normalised(x, w, b, 0.05), x, weight, bias, cotangent=v)
    assert_close(seen.grads, want)


@batchnorm
@pytest.mark.parametrize("steps", [2, 4])
def test_batchnorm_several_batches(student, rng, steps):
    """Over several batches the running statistics go on from where they were; they are never part of the graph"""
    _, weight, bias, mean, var = activations(rng, 5, 3)
    ours, held = (mean.clone(), var.clone()), student.build(recipe.leaf(mean), recipe.leaf(var))
    theirs = [leaf.keep("detach") for leaf in held]
    for _ in range(steps):
        x, v = (rng.normal(5, 3) * 2 + 1).float().double(), rng.normal(5, 3)
        F.batch_norm(x, *ours, weight, bias, True, 0.3, 0.01)
        seen = student.grad("batchnorm_train", x, weight, bias, *theirs, 0.3, 0.01, wrt=(0, 1), cotangent=v)
        assert_close(seen.args[3:5], ours)
        recorded = [tensor.run("__getattribute__", "requires_grad", returns=bool).value for tensor in theirs]
        require(not any(recorded), "the update of the running statistics was recorded by autograd")


@batchnorm
@pytest.mark.parametrize("n", [1, 4])
@pytest.mark.parametrize("eps", [0.01, 0.5])
def test_batchnorm_eval_values(student, rng, n, eps):
    """After training the running statistics are used, so that a row by itself gives what it gives among others"""
    x, weight, bias, mean, var = activations(rng, n, 3)
    assert_close(
        student.batchnorm_eval(x, weight, bias, mean, var, eps), F.batch_norm(x, mean, var, weight, bias, False, 0, eps)
    )


@batchnorm
@BATCHES
def test_batchnorm_eval_updates_nothing(student, rng, n, d):
    """batchnorm_eval is right and changes none of its arguments"""
    args = activations(rng, n, d)
    x, weight, bias, mean, var = args
    seen = student.run("batchnorm_eval", *args, 0.05)
    assert_close(seen.value, F.batch_norm(x, mean, var, weight, bias, False, 0, 0.05))
    assert_unchanged(seen, 0, 1, 2, 3, 4)


@batchnorm
@BATCHES
def test_batchnorm_train_leaves_arguments(student, rng, n, d):
    """batchnorm_train is right, and x, weight and bias stay as they were"""
    x, weight, bias, mean, var = activations(rng, n, d)
    seen = student.run("batchnorm_train", x, weight, bias, mean, var, 0.3, 0.05)
    assert_close(seen.value, normalised(x, weight, bias, 0.05))
    assert_unchanged(seen, 0, 1, 2)
