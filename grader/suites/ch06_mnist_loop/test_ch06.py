"""Chapter 6: the MNIST loop and evaluation."""

import math
import random

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.suite import ModelView, assert_close, assert_equal, recipe, require

train_step = pytest.mark.exercise("train_step")
train_epoch = pytest.mark.exercise("train_epoch")
evaluate = pytest.mark.exercise("evaluate")
fit = pytest.mark.exercise("fit")
train_mnist = pytest.mark.exercise("train_mnist")
keep_best = pytest.mark.exercise("keep_best")
early_stopping = pytest.mark.exercise("early_stopping")
reproducible_run = pytest.mark.exercise("reproducible_run")
log_history = pytest.mark.exercise("log_history")

FEATURES, HIDDEN, CLASSES = 7, 6, 5
SIZES = (5, 5, 5, 2)
"""Batch sizes of one pass: the short last batch tells a mean over samples from a mean of batch means."""

MOMENTUM = {"lr": 0.3, "momentum": 0.8, "weight_decay": 0.05}
ADAMW = {"lr": 0.04, "betas": (0.8, 0.95), "eps": 0.01, "weight_decay": 0.3}


# What the course asks for, in float64.


def oracle_step(model, opt, x, y):
    """One step; the loss before it."""
    opt.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    opt.step()
    return loss.item()


def oracle_epoch(model, opt, batches):
    """One pass in train mode; the mean over samples of their losses."""
    model.train()
    losses = [(oracle_step(model, opt, x, y), len(y)) for x, y in batches]
    return sum(loss * size for loss, size in losses) / sum(size for _, size in losses)


def oracle_evaluate(model, batches):
    """Loss and accuracy over all samples at once, in eval mode."""
    x, y = (torch.cat(parts) for parts in zip(*batches, strict=True))
    model.eval()
    with torch.no_grad():
        logits = model(x)
    return F.cross_entropy(logits, y).item(), (logits.argmax(1) == y).double().mean().item()


def oracle_stop(losses, patience, min_delta):
    """The epoch at which training stops, or None."""
    better = [0]
    for epoch, loss in enumerate(losses):
        if loss < losses[better[-1]] - min_delta:
            better.append(epoch)
        elif epoch - better[-1] == patience:
            return epoch
    return None


def oracle_draws(seed, n):
    """The 3 n numbers that `draws` gives when all three generators are seeded."""
    python, numpy, kept = random.getstate(), np.random.get_state(), torch.get_rng_state()  # noqa: NPY002  the subject
    try:
        random.seed(seed)
        np.random.seed(seed)  # noqa: NPY002  the subject
        torch.manual_seed(seed)
        return recipe.builder()(recipe.function("draws", n=n))().double()
    finally:
        random.setstate(python)
        np.random.set_state(numpy)  # noqa: NPY002  the subject
        torch.set_rng_state(kept)


def values(named):
    """Names and values, cut off from whatever happens to the model later."""
    return {name: tensor.detach().clone() for name, tensor in named}


# Our inputs.


def classifier(rng, *, norm=False, training=True, evaluating=(), probe=False, early=None):
    """Two gains, a BatchNorm if asked for, and Tanh, which has no kinks, between two linear layers.

    In train mode `early` multiplies by 1.5 and `late` by 0.75, in eval mode by 0.5 and 1.25: the mode of each shows in
    the logits. No bias stands before the BatchNorm: its gradient would be rounding noise.
    """
    layers = {"body": recipe.layer("Linear", FEATURES, HIDDEN, bias=not norm)}
    if norm:
        layers["norm"] = recipe.layer("BatchNorm1d", HIDDEN, momentum=0.3)
    if probe:
        layers["probe"] = recipe.probe()
    layers["early"] = early or recipe.mode_gain(train=1.5, eval=0.5)
    layers["act"] = recipe.layer("Tanh")
    layers["late"] = recipe.mode_gain(train=0.75, eval=1.25)
    layers["head"] = recipe.layer("Linear", HIDDEN, CLASSES)
    node = recipe.sequential(**layers)
    state = recipe.random_state(node, rng, scale=0.5)
    return recipe.model(node, state=state, training=training, evaluating=list(evaluating))


def some_batches(rng, sizes=SIZES):
    """Random samples of unequal scale, so that no two batches have the same loss."""
    return [(rng.normal(size, FEATURES), rng.labels(size, CLASSES)) for size in sizes]


def two_weights(first, second):
    """Logits (first x, second x) for one number x: small enough to follow by hand."""
    weight = torch.tensor([[first], [second]], dtype=torch.float64)
    return recipe.model(recipe.layer("Linear", 1, 2, bias=False), state={"weight": weight})


def column(*numbers):
    """One number a sample, as a batch."""
    return torch.tensor([[number] for number in numbers], dtype=torch.float64)


def example_batches():
    """The two batches of the worked examples."""
    return [(column(1.0, 3.0), torch.tensor([0, 1])), (column(2.0), torch.tensor([1]))]


# train_step


@train_step
@pytest.mark.visible
def test_train_step_example(student):
    """from zero weights the loss is ln 2 = 0.6931, and one step makes the weights [[-0.1], [0.1]]"""
    net = two_weights(0.0, 0.0)
    opt = recipe.optimizer("SGD", net, lr=0.2)
    seen = student.run("train_step", net, opt, column(1.0, 3.0), torch.tensor([0, 1]), returns=float)
    assert_close(seen.value, math.log(2))
    assert_close(seen.args[0].parameters["weight"], column(-0.1, 0.1))


def three_steps(student, rng, net, optimizer, sizes=(5, 3, 4)):
    """The same three steps by the student and by the oracle: their losses and their models."""
    built = recipe.builder()
    ours, our_opt = built(net), built(optimizer)
    model, opt = student.build(net, optimizer)
    got, want = [], []
    for x, y in some_batches(rng, sizes):
        seen = student.run("train_step", model, opt, x, y, returns=float)
        got.append(seen.value)
        want.append(oracle_step(ours, our_opt, x, y))
    return got, want, seen.args[0], ours


@train_step
@pytest.mark.weight(2)
@pytest.mark.parametrize(("name", "settings"), [("SGD", MOMENTUM), ("AdamW", ADAMW)])
def test_train_step_parameters(student, rng, name, settings):
    """three steps in a row move the parameters as the optimiser does from fresh gradients of the mean loss"""
    net = classifier(rng)
    _, _, view, ours = three_steps(student, rng, net, recipe.optimizer(name, net, **settings))
    assert_close(view.parameters, values(ours.named_parameters()))


@train_step
def test_train_step_returns_loss(student, rng):
    """each step returns the cross-entropy of its batch, as it was before the update"""
    net = classifier(rng)
    got, want, _, _ = three_steps(student, rng, net, recipe.optimizer("SGD", net, **MOMENTUM))
    assert_close(got, want)


@train_step
def test_train_step_one_forward(student, rng):
    """a step runs the model once: the running statistics of a BatchNorm move once a step"""
    net = classifier(rng, norm=True)
    _, _, view, ours = three_steps(student, rng, net, recipe.optimizer("SGD", net, lr=0.1), (6, 4, 5))
    assert_close(view.buffers, values(ours.named_buffers()))


@train_step
@pytest.mark.parametrize(("training", "evaluating"), [(True, ["early"]), (False, [])])
def test_train_step_keeps_mode(student, rng, training, evaluating):
    """a step uses each layer in the mode that it is in, and does not change it"""
    net = classifier(rng, training=training, evaluating=evaluating)
    _, _, view, ours = three_steps(student, rng, net, recipe.optimizer("SGD", net, **MOMENTUM))
    assert_close(view.parameters, values(ours.named_parameters()))


def plant_gradients(student, rng, *models):
    """Leaves in each model, the learner's or our twin, the gradients of one batch, as an earlier step would."""
    ((x, y),) = some_batches(rng, (6,))
    step = recipe.function("training_step", cls="SGD", lr=0.0)
    for model in models:
        if isinstance(model, torch.nn.Module):
            recipe.builder()(step)(model, x, y)
        else:
            student.build(step)(model, x, y, returns=None)


@train_step
@pytest.mark.parametrize(("name", "settings"), [("SGD", MOMENTUM), ("AdamW", ADAMW)])
def test_train_step_old_gradients(student, rng, name, settings):
    """gradients that are in .grad already when the step begins take no part in it"""
    net = classifier(rng)
    optimizer = recipe.optimizer(name, net, **settings)
    built = recipe.builder()
    ours, our_opt = built(net), built(optimizer)
    model, opt = student.build(net, optimizer)
    plant_gradients(student, rng, model)
    ((x, y),) = some_batches(rng, (5,))
    seen = student.run("train_step", model, opt, x, y, returns=float)
    assert_close(seen.value, oracle_step(ours, our_opt, x, y))
    assert_close(seen.args[0].parameters, values(ours.named_parameters()))


# train_epoch


@train_epoch
@pytest.mark.visible
def test_train_epoch_example(student):
    """batches of 2 and 1 samples with losses 0.6931 and 0.5130: the mean over the 3 samples is 0.6331"""
    net = two_weights(0.0, 0.0)
    opt = recipe.optimizer("SGD", net, lr=0.2)
    seen = student.run("train_epoch", net, opt, recipe.batches(example_batches()), returns=float)
    assert_close(seen.value, (2 * math.log(2) + math.log1p(math.exp(-0.4))) / 3)
    weight = 0.1 + 0.4 / (1 + math.exp(0.4))
    assert_close(seen.args[0].parameters["weight"], column(-weight, weight))


def one_epoch(student, rng, net, name, settings, sizes=SIZES):
    """The same epoch by the student and by the oracle: the observation, our loss, our model."""
    optimizer = recipe.optimizer(name, net, **settings)
    batches = some_batches(rng, sizes)
    built = recipe.builder()
    ours, our_opt = built(net), built(optimizer)
    seen = student.run("train_epoch", net, optimizer, recipe.batches(batches), returns=float)
    return seen, oracle_epoch(ours, our_opt, batches), ours


@train_epoch
@pytest.mark.parametrize("sizes", [SIZES, (4, 1, 7)])
def test_train_epoch_mean_over_samples(student, rng, sizes):
    """the loss returned is the mean over samples, where batches of unequal size count by their size"""
    seen, loss, _ = one_epoch(student, rng, classifier(rng), "SGD", MOMENTUM, sizes)
    assert_close(seen.value, loss)


@train_epoch
@pytest.mark.parametrize(("name", "settings"), [("SGD", MOMENTUM), ("AdamW", ADAMW)])
def test_train_epoch_parameters(student, rng, name, settings):
    """every batch gives one step, in order, the short last one too"""
    seen, _, ours = one_epoch(student, rng, classifier(rng), name, settings)
    assert_close(seen.args[0].parameters, values(ours.named_parameters()))


@train_epoch
def test_train_epoch_train_mode(student, rng):
    """a model that arrives in eval mode is trained in train mode, in every layer, and left in it"""
    net = classifier(rng, norm=True, training=False)
    seen, _, ours = one_epoch(student, rng, net, "SGD", {"lr": 0.1}, (6, 4, 5, 3))
    assert_close(seen.args[0].state, values(ours.state_dict().items()))
    require(all(seen.args[0].training.values()), "the model is not in train mode afterwards")


# evaluate


@evaluate
@pytest.mark.visible
def test_evaluate_example(student):
    """logits (-x, x), x = 1, 2, -1 with class 1 and x = 3 with class 0: loss 2.0686, accuracy 0.5"""
    batches = [(column(1.0, 2.0, -1.0), torch.tensor([1, 1, 1])), (column(3.0), torch.tensor([0]))]
    got = student.evaluate(two_weights(-1.0, 1.0), recipe.batches(batches), returns=tuple[float, float])
    loss = sum(math.log1p(math.exp(-margin)) for margin in (2.0, 4.0, -2.0, -6.0)) / 4
    assert_close(got, (loss, 0.5))


@evaluate
@pytest.mark.parametrize("sizes", [SIZES, (3, 8, 1)])
def test_evaluate_loss_over_samples(student, rng, sizes):
    """the loss is the mean over all samples, where batches of unequal size count by their size"""
    net, batches = classifier(rng, training=False), some_batches(rng, sizes)
    got = student.evaluate(net, recipe.batches(batches), returns=tuple[float, float])
    assert_close(got[0], oracle_evaluate(recipe.builder()(net), batches)[0])


@evaluate
@pytest.mark.parametrize("right", [(4, 1, 2, 2), (0, 3, 5, 1)])
def test_evaluate_accuracy_over_samples(student, rng, right):
    """the accuracy is the share of all samples that are right, where batches count by their size"""
    net, batches = classifier(rng, training=False), some_batches(rng)
    model = recipe.builder()(net)
    for (x, y), hits in zip(batches, right, strict=True):
        best = model(x).argmax(1)
        y[:] = torch.where(torch.arange(len(y)) < hits, best, (best + 2) % CLASSES)
    got = student.evaluate(net, recipe.batches(batches), returns=tuple[float, float])
    assert_close(got[1], sum(right) / sum(SIZES))


@evaluate
def test_evaluate_eval_mode(student, rng):
    """a model in train mode is measured in eval mode, and its running statistics stay"""
    net, batches = classifier(rng, norm=True), some_batches(rng, (8,))
    model = recipe.builder()(net)
    seen = student.run("evaluate", net, recipe.batches(batches), returns=tuple[float, float])
    assert_close(seen.value, oracle_evaluate(model, batches))
    assert_close(seen.args[0].state, values(model.state_dict().items()))


@evaluate
def test_evaluate_restores_mode(student, rng):
    """after evaluate the model is in the mode that it was in before, train or eval"""
    pairs = around_evaluate(student, rng, classifier(rng, training=True))
    pairs += around_evaluate(student, rng, classifier(rng, training=False))
    for got, want in pairs:
        assert_close(got, want)


@evaluate
def test_evaluate_restores_submodules(student, rng):
    """a layer that was in another mode than the rest of the model is in that mode afterwards"""
    early = recipe.mode_gain(train=1.5, eval=0.5)
    pairs = around_evaluate(student, rng, classifier(rng, training=True, evaluating=["late"]))
    pairs += around_evaluate(student, rng, classifier(rng, training=False, early=early), early)
    for got, want in pairs:
        assert_close(got, want)


def around_evaluate(student, rng, net, in_train_mode=None):
    """What evaluate returns, what the model then computes, layer by layer in its mode, and those modes: (got, want)."""
    built, nodes = recipe.builder(), (net, in_train_mode or net)
    model, layer = map(built, nodes)
    handle, layer_handle = student.build(*nodes)
    if in_train_mode is not None:
        layer.train()
        layer_handle.run("train", True, returns=ModelView)
    modes = {name: module.training for name, module in model.named_modules()}
    batches, x = some_batches(rng, (8,)), rng.normal(3, FEATURES)
    logits = model(x).detach()
    seen = student.run("evaluate", handle, recipe.batches(batches), returns=tuple[float, float])
    after = handle(x)
    return [(seen.value, oracle_evaluate(model, batches)), (after, logits), (seen.args[0].training, modes)]


def nested_classifier(rng, *, training, evaluating=()):
    """A head behind blocks within blocks; the gains lie two and three levels deep."""
    deep = {"gain": recipe.mode_gain(train=0.75, eval=1.25), "act": recipe.layer("Tanh")}
    inner = {"gain": recipe.mode_gain(train=1.5, eval=0.5), "deep": recipe.sequential(**deep)}
    body = {"fc": recipe.layer("Linear", FEATURES, HIDDEN), "inner": recipe.sequential(**inner)}
    node = recipe.sequential(body=recipe.sequential(**body), head=recipe.layer("Linear", HIDDEN, CLASSES))
    state = recipe.random_state(node, rng, scale=0.5)
    return recipe.model(node, state=state, training=training, evaluating=list(evaluating))


@evaluate
@pytest.mark.parametrize("frozen", ["body.inner.gain", "body.inner.deep", "body.inner.deep.gain"])
def test_evaluate_restores_nested(student, rng, frozen):
    """a layer deep inside blocks that was in another mode than what is around it is in that mode afterwards"""
    for got, want in around_evaluate(student, rng, nested_classifier(rng, training=True, evaluating=[frozen])):
        assert_close(got, want)


@evaluate
def test_evaluate_keeps_gradients(student, rng):
    """gradients that are in the model already are still there afterwards, unchanged"""
    net = classifier(rng)
    model, handle = recipe.builder()(net), student.build(net)
    plant_gradients(student, rng, model, handle)
    batches = some_batches(rng, (5, 3))
    seen = student.run("evaluate", handle, recipe.batches(batches), returns=tuple[float, float])
    assert_close(seen.value, oracle_evaluate(model, batches))
    grads = seen.args[0].grads
    require(all(grad is not None for grad in grads.values()), "gradients that were in the model are gone")
    assert_close(grads, {name: parameter.grad for name, parameter in model.named_parameters()})


@evaluate
def test_evaluate_grad_mode(student, rng):
    """gradients are recorded again after evaluate: torch.is_grad_enabled() is what it was before"""
    net, batches = classifier(rng, training=False), some_batches(rng, (5, 3))
    seen = student.run("evaluate", net, recipe.batches(batches), returns=tuple[float, float])
    assert_close(seen.value, oracle_evaluate(recipe.builder()(net), batches))
    require(seen.grad_enabled, "gradients are still switched off afterwards")


@evaluate
def test_evaluate_no_graph(student, rng):
    """no graph is recorded while the model is measured, and no gradient is left behind"""
    net, batches = classifier(rng, probe=True), some_batches(rng, (8,))
    seen = student.run("evaluate", net, recipe.batches(batches), returns=tuple[float, float])
    assert_close(seen.value, oracle_evaluate(recipe.builder()(net), batches))
    view = seen.args[0]
    calls = view.records.get("probe", [])
    require(
        all(type(call) is list and call[1:2] == [False] for call in calls),
        "the model was called while a graph was being recorded",
    )
    require(all(grad is None for grad in view.grads.values()), "gradients were left in the model")


# fit


@fit
@pytest.mark.visible
def test_fit_example(student):
    """two epochs: train_loss [0.6331, 0.4970], val_loss [0.9052, 1.0213], val_acc [0.5, 0.5]"""
    net = two_weights(0.0, 0.0)
    optimizer = recipe.optimizer("SGD", net, lr=0.2)
    val = [(column(1.0, -2.0), torch.tensor([1, 1]))]
    want = oracle_fit(net, optimizer, example_batches(), val, 2)[0]
    batches = recipe.batches(example_batches()), recipe.batches(val)
    got = student.fit(net, optimizer, *batches, 2, returns=dict[str, list[float]])
    assert_close(got, want)


def oracle_fit(net, optimizer, train, val, epochs):
    """The history and the trained model."""
    built = recipe.builder()
    model, opt = built(net), built(optimizer)
    history = {"train_loss": [], "val_loss": [], "val_acc": []}
    for _ in range(epochs):
        history["train_loss"].append(oracle_epoch(model, opt, train))
        loss, accuracy = oracle_evaluate(model, val)
        history["val_loss"].append(loss)
        history["val_acc"].append(accuracy)
    return history, model


def several_epochs(student, rng, *, norm=False, epochs=3):
    """The same training by the student and by the oracle: the observation, our history, our model."""
    net = classifier(rng, norm=norm, training=False)
    optimizer = recipe.optimizer("SGD", net, **({"lr": 0.1} if norm else MOMENTUM))
    train, val = some_batches(rng, (6, 4, 3)), some_batches(rng, (7, 4))
    want, model = oracle_fit(net, optimizer, train, val, epochs)
    batches = recipe.batches(train), recipe.batches(val)
    seen = student.run("fit", net, optimizer, *batches, epochs, returns=dict[str, list[float]])
    assert_equal(sorted(seen.value), sorted(want))
    return seen, want, model


@fit
@pytest.mark.parametrize("epochs", [1, 4])
def test_fit_train_loss(student, rng, show, epochs):
    """train_loss holds the mean loss of each epoch, in order"""
    seen, want, _ = several_epochs(student, rng, epochs=epochs)
    show.curve("loss", seen.value["train_loss"], want["train_loss"], along="epoch", claimed=True)
    assert_close(seen.value["train_loss"], want["train_loss"])


@fit
def test_fit_validation(student, rng, show):
    """val_loss and val_acc are measured on the validation set after each epoch's training"""
    seen, want, _ = several_epochs(student, rng)
    show.curve("validation_loss", seen.value["val_loss"], want["val_loss"], along="epoch", claimed=True)
    show.curve("accuracy", seen.value["val_acc"], want["val_acc"], along="epoch", claimed=True)
    assert_close(seen.value["val_loss"], want["val_loss"])
    assert_close(seen.value["val_acc"], want["val_acc"])


@fit
@pytest.mark.parametrize("norm", [False, True])
def test_fit_trains_on_train_only(student, rng, norm):
    """the model ends as the training batches alone make it: validation moves neither weights nor running statistics"""
    seen, _, model = several_epochs(student, rng, norm=norm)
    assert_close(seen.args[0].state, values(model.state_dict().items()))


# train_mnist


@train_mnist
@pytest.mark.visible
def test_train_mnist_example(student):
    """one batch, two epochs at lr 0.1: losses [0.6931, 0.6178], weights [[-0.1936], [0.1936]]"""
    net, batches = two_weights(0.0, 0.0), example_batches()[:1]
    losses, model = oracle_mnist(net, batches, 2, 0.1)
    seen = student.run("train_mnist", net, recipe.batches(batches), 2, 0.1, returns=list[float])
    assert_close(seen.value, losses)
    assert_close(seen.args[0].parameters, values(model.named_parameters()))


def oracle_mnist(net, batches, epochs, lr):
    """The loss of each epoch and the trained model."""
    model = recipe.builder()(net)
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    return [oracle_epoch(model, opt, batches) for _ in range(epochs)], model


def pictures(rng, sizes=SIZES):
    """Small images with one channel."""
    return [(rng.normal(size, 1, 5, 3), rng.labels(size, CLASSES)) for size in sizes]


def image_classifier(rng, *, training=True):
    """Flatten, one hidden layer, a gain that shows the mode."""
    node = recipe.sequential(
        flat=recipe.layer("Flatten"),
        body=recipe.layer("Linear", 15, HIDDEN),
        act=recipe.layer("Tanh"),
        gain=recipe.mode_gain(train=1.5, eval=0.5),
        head=recipe.layer("Linear", HIDDEN, CLASSES),
    )
    return recipe.model(node, state=recipe.random_state(node, rng, scale=0.5), training=training)


@train_mnist
def test_train_mnist_losses(student, rng, show):
    """the list holds one number per epoch: the mean over samples of the loss, batches counted by their size"""
    net, batches = image_classifier(rng), pictures(rng)
    got = student.train_mnist(net, recipe.batches(batches), 2, 0.03, returns=list[float])
    want = oracle_mnist(net, batches, 2, 0.03)[0]
    show.curve("loss", got, want, along="epoch", claimed=True)
    assert_close(got, want)


@train_mnist
@pytest.mark.weight(2)
@pytest.mark.parametrize(("epochs", "lr"), [(2, 0.03), (3, 0.004)])
def test_train_mnist_parameters(student, rng, epochs, lr):
    """the model ends where one Adam with this learning rate brings it, one step per batch, over all epochs"""
    net, batches = image_classifier(rng), pictures(rng)
    _, model = oracle_mnist(net, batches, epochs, lr)
    seen = student.run("train_mnist", net, recipe.batches(batches), epochs, lr, returns=list[float])
    assert_close(seen.args[0].parameters, values(model.named_parameters()))


@train_mnist
def test_train_mnist_train_mode(student, rng):
    """a model that arrives in eval mode is trained in train mode and left in it"""
    net, batches = image_classifier(rng, training=False), pictures(rng)
    _, model = oracle_mnist(net, batches, 2, 0.02)
    seen = student.run("train_mnist", net, recipe.batches(batches), 2, 0.02, returns=list[float])
    assert_close(seen.args[0].parameters, values(model.named_parameters()))
    require(all(seen.args[0].training.values()), "the model is not in train mode afterwards")


LOSSES = [(0.501, 0.533), (0.240, 0.262), (0.177, 0.196), (0.132, 0.150), (0.100, 0.117)]
ACCURACY = (0.910, 0.928)
"""Of our own training in the milestone on the bundled digits, over 20 seeds: the loss of each epoch, the accuracy."""


def digits(rng, images, labels, names):
    """Standardised images in float16 (the model gets them in its own dtype) and renamed labels, shuffled."""
    order = rng.permutation(len(labels))
    x = ((images[order].float() / 255 - 0.1307) / 0.3081).half().unsqueeze(1)
    return x, names[labels[order].long()]


@train_mnist
@pytest.mark.weight(0)
def test_train_mnist_milestone(student, rng, dataset, show):
    """the milestone: trained on real MNIST digits, an MLP names 88 % or more of the digits that it has never seen"""
    data, names = dataset("mnist"), rng.permutation(10)
    x, y = digits(rng, data["x_train"], data["y_train"], names)
    batches = [(x[at : at + 64], y[at : at + 64]) for at in range(0, len(y), 64)]
    node = recipe.sequential(
        flat=recipe.layer("Flatten"),
        body=recipe.layer("Linear", 784, 128),
        act=recipe.layer("ReLU"),
        head=recipe.layer("Linear", 128, 10),
    )
    state = {
        "body.weight": rng.uniform(128, 784, low=-1 / 28, high=1 / 28),
        "body.bias": rng.uniform(128, low=-1 / 28, high=1 / 28),
        "head.weight": rng.uniform(10, 128, low=-0.088, high=0.088),
        "head.bias": rng.uniform(10, low=-0.088, high=0.088),
    }
    epochs = max(1, round(50_000 / len(y)))
    net = recipe.model(node, state=state)
    seen = student.run("train_mnist", net, recipe.batches(batches), epochs, 1e-3, returns=list[float])
    if epochs == len(LOSSES):
        show.curve("loss", seen.value, LOSSES, along="epoch", claimed=True, public=True)
    trained = seen.args[0].state
    require(
        {name: value.shape for name, value in trained.items()} == {name: value.shape for name, value in state.items()},
        "the model is no longer the one that was handed over",
    )
    model = recipe.builder()(net)
    model.load_state_dict(trained)
    x_test, y_test = digits(rng, data["x_test"], data["y_test"], names)
    with torch.no_grad():
        said = model(x_test.double()).argmax(1)
    accuracy = (said == y_test).double().mean().item()
    digit = names.argsort()
    show.accuracy(accuracy, needed=0.88, reference=ACCURACY)
    show.confusion(digit[y_test], digit[said], "0123456789")
    show.misread(x_test[:, 0].float() * 0.3081 + 0.1307, digit[y_test], digit[said], "0123456789")
    require(accuracy >= 0.88, "the trained model recognises fewer than 88 % of the test images")


# keep_best


State = tuple[float, dict[str, Tensor]]


@keep_best
@pytest.mark.visible
def test_keep_best_example(student):
    """keep_best(None, 0.75, model) is (0.75, weights [[1], [2]]), and stays so when the weights become 9"""
    model = student.build(two_weights(1.0, 2.0))
    best = student.keep("keep_best", None, 0.75, model)
    model.set_state({"weight": column(9.0, 9.0)})
    assert_close(student.keep_best(best, 0.5, model, returns=State), (0.75, {"weight": column(1.0, 2.0)}))


def states(rng, net, count):
    """So many random states of a model with buffers."""
    return [
        {name: fill(rng, tensor) for name, tensor in recipe.builder()(net).state_dict().items()} for _ in range(count)
    ]


def fill(rng, tensor):
    """Random values of the same shape and kind."""
    return rng.normal(*tensor.shape) if tensor.is_floating_point() else torch.tensor(rng.integer(1, 1000))


@keep_best
@pytest.mark.parametrize("metric", [0.0, 0.625, -3.5])
def test_keep_best_first(student, rng, metric):
    """the first call returns the metric and the whole state_dict, parameters and buffers"""
    net = classifier(rng, norm=True)
    got = student.keep_best(None, metric, net, returns=State)
    assert_close(got, (metric, values(recipe.builder()(net).state_dict().items())))


@keep_best
@pytest.mark.parametrize("metrics", [(0.5, 0.625), (0.625, 0.5), (-2.0, -1.5), (0.25, 0.0)])
def test_keep_best_higher_wins(student, rng, metrics):
    """of two epochs the one with the higher metric is returned, with its state, and the model stays as it is"""
    net = classifier(rng, norm=True)
    old, new = states(rng, net, 2)
    model = student.build(net)
    model.set_state(new)
    seen = student.run("keep_best", (metrics[0], old), metrics[1], model, returns=State)
    assert_close(seen.value, (max(metrics), old if metrics[0] > metrics[1] else new))
    assert_close(seen.args[2].state, new)


@keep_best
def test_keep_best_tie(student, rng):
    """on a tie the earlier epoch stays"""
    net = classifier(rng, norm=True)
    old, new = states(rng, net, 2)
    model = student.build(net)
    model.set_state(new)
    metric = rng.integer(1, 31) / 32
    assert_close(student.keep_best((metric - 0.5, old), metric, model, returns=State), (metric, new))
    assert_close(student.keep_best((metric + 0.5, old), metric, model, returns=State), (metric + 0.5, old))
    assert_close(student.keep_best((metric, old), metric, model, returns=State), (metric, old))


@keep_best
@pytest.mark.weight(2)
def test_keep_best_copies(student, rng):
    """over a whole training the state of the best epoch survives all that training changes later"""
    net = classifier(rng, norm=True)
    metrics = [number / 16 for number in rng.permutation(6).tolist()]
    epochs = states(rng, net, len(metrics))
    model = student.build(net)
    best = None
    for metric, state in zip(metrics, epochs, strict=True):
        model.set_state(state)
        best = student.keep("keep_best", best, metric, model)
    (last,) = states(rng, net, 1)
    model.set_state(last)
    got = student.keep_best(best, -1.0, model, returns=State)
    assert_close(got, (max(metrics), epochs[metrics.index(max(metrics))]))


# early_stopping


@early_stopping
@pytest.mark.visible
def test_early_stopping_example(student):
    """early_stopping([1.0, 0.5, 0.75, 0.5, 0.25], patience=2, min_delta=0.0) is 3"""
    got = student.early_stopping([1.0, 0.5, 0.75, 0.5, 0.25], patience=2, min_delta=0.0, returns=int | None)
    assert_equal(got, 3)


def falling(rng, count):
    """Losses that fall by different amounts, in 64ths, so that sums and differences are exact."""
    drops = [rng.integer(8, 40) / 64 for _ in range(count)]
    return [4 + sum(drops[index:]) for index in range(count)]


def above(rng, loss, count):
    """Losses higher than `loss`."""
    return [loss + rng.integer(1, 64) / 64 for _ in range(count)]


@early_stopping
@pytest.mark.parametrize("patience", [1, 3, 4])
def test_early_stopping_patience(student, rng, patience):
    """training stops at the patience-th epoch in a row that is not better, not before and not after"""
    losses = falling(rng, rng.integer(2, 6))
    waiting = losses + above(rng, losses[-1], patience - 1)
    stopping = waiting + above(rng, losses[-1], 1)
    assert_equal(student.early_stopping(stopping, patience, 0.0, returns=int | None), len(stopping) - 1)
    assert_equal(student.early_stopping(waiting, patience, 0.0, returns=int | None), None)
    longer = stopping + [0.5, 0.25]
    assert_equal(student.early_stopping(longer, patience, 0.0, returns=int | None), len(stopping) - 1)


@early_stopping
@pytest.mark.parametrize("patience", [2, 3])
def test_early_stopping_counts_in_a_row(student, rng, patience):
    """an epoch that is better starts the count again"""
    losses = []
    for best in falling(rng, 4):
        losses += [best, *above(rng, best, patience - 1)]
    stopping = losses + above(rng, losses[-patience], 1)
    assert_equal(student.early_stopping(stopping, patience, 0.0, returns=int | None), len(stopping) - 1)
    assert_equal(student.early_stopping([*losses, 0.5], patience, 0.0, returns=int | None), None)


@early_stopping
@pytest.mark.parametrize("min_delta", [0.0, 0.25])
def test_early_stopping_equal_is_not_better(student, rng, min_delta):
    """a loss that equals best - min_delta is not better"""
    losses = [4.0, 3.0, 2.0]
    stopping = [*losses, 2.5, *[losses[-1] - min_delta] * 2, 0.5]
    assert_equal(student.early_stopping(stopping, 3, min_delta, returns=int | None), 5)
    assert_equal(student.early_stopping(stopping, 4, min_delta, returns=int | None), None)


@early_stopping
def test_early_stopping_min_delta(student, rng):
    """small improvements count only once they add up to more than min_delta below the best loss"""
    best = 4 + rng.integer(0, 64) / 64
    drifting = [best, best - 0.125, best - 0.0625, best - 0.09375, best - 0.03125]
    assert_equal(student.early_stopping(drifting, 2, 0.5, returns=int | None), 2)
    losses = [best + 2, best, best - 0.125, best - 0.25, best - 0.375, best - 0.5, best - 0.625]
    assert_equal(student.early_stopping(losses, 4, 0.5, returns=int | None), 5)
    assert_equal(student.early_stopping(losses, 5, 0.5, returns=int | None), None)
    assert_equal(student.early_stopping(losses, 2, 0.25, returns=int | None), 3)
    assert_equal(student.early_stopping(losses, 3, 0.25, returns=int | None), None)


@early_stopping
@pytest.mark.parametrize("patience", [2, 3])
def test_early_stopping_nan(student, rng, patience):
    """a loss that is NaN is never better, and without losses the answer is None"""
    losses = falling(rng, rng.integer(2, 5))
    broken = [*losses, *[math.nan] * patience, 0.5]
    stop = len(losses) + patience - 1
    assert_equal(student.early_stopping(broken, patience, 0.0, returns=int | None), stop)
    assert_equal(student.early_stopping(broken[:stop], patience, 0.0, returns=int | None), None)
    assert_equal(student.early_stopping([], patience, 0.0, returns=int | None), None)


@early_stopping
@pytest.mark.weight(2)
def test_early_stopping_random(student, rng):
    """on random curves, of every length and with every patience, the stopping epoch is right"""
    for _ in range(25):
        losses = [rng.integer(0, 40) / 8 for _ in range(rng.integer(1, 15))]
        patience, min_delta = rng.integer(1, 6), rng.choice([0.0, 0.125, 0.5, 1.0])
        want = oracle_stop(losses, patience, min_delta)
        assert_equal(student.early_stopping(losses, patience, min_delta, returns=int | None), want)
    losses = falling(rng, 9)
    assert_equal(student.early_stopping([*losses, losses[-1], losses[-1]], 2, 0.0, returns=int | None), 10)


# reproducible_run


@reproducible_run
@pytest.mark.visible
def test_reproducible_run_example(student):
    """seeded with 0, Python draws 0.8444, NumPy 0.5488 and torch 0.4963"""
    got = student.reproducible_run(0, recipe.function("draws", n=1))
    assert_close(got, oracle_draws(0, 1))


def run_seeded(student, rng):
    """Four seeded runs: what came back, and what must."""
    seeds = [rng.integer(1, 2**31) for _ in range(3)] + [2**32 - rng.integer(1, 1000)]
    counts = [rng.integer(3, 9) for _ in seeds]
    got = [student.reproducible_run(seed, recipe.function("draws", n=n)) for seed, n in zip(seeds, counts, strict=True)]
    want = [oracle_draws(seed, n) for seed, n in zip(seeds, counts, strict=True)]
    assert_equal([tuple(values.shape) for values in got], [tuple(values.shape) for values in want])
    return got, want, counts


@reproducible_run
def test_reproducible_run_python(student, rng):
    """what f draws from Python's random follows from the seed"""
    got, want, counts = run_seeded(student, rng)
    for values, ours, n in zip(got, want, counts, strict=True):
        assert_close(values[:n], ours[:n])


@reproducible_run
def test_reproducible_run_numpy(student, rng):
    """what f draws from NumPy's global generator follows from the seed"""
    got, want, counts = run_seeded(student, rng)
    for values, ours, n in zip(got, want, counts, strict=True):
        assert_close(values[n : 2 * n], ours[n : 2 * n])


@reproducible_run
def test_reproducible_run_torch(student, rng):
    """what f draws from torch follows from the seed"""
    got, want, counts = run_seeded(student, rng)
    for values, ours, n in zip(got, want, counts, strict=True):
        assert_close(values[2 * n :], ours[2 * n :])


@reproducible_run
def test_reproducible_run_again(student, rng):
    """a run can be repeated: seeds a, b, 0, a, in one process and in a new one"""
    a, b = rng.integer(1, 2**31), rng.integer(1, 2**31)
    f = recipe.function("draws", n=5)
    fresh = student.fresh()
    for seed in (a, b, 0, a):
        want = oracle_draws(seed, 5)
        assert_close(student.reproducible_run(seed, f), want)
        assert_close(fresh.reproducible_run(seed, f), want)


@reproducible_run
def test_reproducible_run_once(student, rng):
    """f is called exactly once in each run"""
    f = recipe.function("counted_draws", n=4)
    handle = student.build(f)
    for calls, seed in enumerate((rng.integer(1, 2**31), rng.integer(1, 2**31), 0), start=1):
        got = student.reproducible_run(seed, handle)
        assert_close(got[1:], oracle_draws(seed, 4))
        require(got[:1].tolist() == [float(calls)], "f was not called exactly once")


# log_history


@log_history
@pytest.mark.visible
def test_log_history_example(student):
    """train_loss [0.5, 0.25] and val_acc [0.75] become three scalars, at steps 0, 1 and 0"""
    got = logged(student, {"train_loss": [0.5, 0.25], "val_acc": [0.75]})
    assert_close(got, {"train_loss": [[0.0, 0.5], [1.0, 0.25]], "val_acc": [[0.0, 0.75]]})


def logged(student, history):
    """The scalars that a reader without student code finds on the disk when log_history has returned."""
    student.log_history(student.path("runs"), history, returns=None)
    scalars = dict[str, list[list[float]]]
    return student.clean_read("tensorboard", student.files("runs"), returns=scalars)


def some_history(rng, lengths):
    """Random numbers that float32 holds exactly, under the usual names."""
    names = ("train_loss", "val_loss", "val_acc", "lr/head")
    return {name: rng.normal(length).tolist() for name, length in zip(names, lengths, strict=False)}


@log_history
def test_log_history_tags(student, rng):
    """each key of the history becomes a scalar tag of that name"""
    history = some_history(rng, (3, 3, 3, 2))
    assert_equal(sorted(logged(student, history)), sorted(history))


@log_history
def test_log_history_values(student, rng):
    """each tag holds the numbers of its key, all of them, in order"""
    history = some_history(rng, (5, 4, 7))
    got = logged(student, history)
    assert_close({name: [value for _, value in points] for name, points in got.items()}, history)


@log_history
def test_log_history_steps(student, rng):
    """entry i stands at step i, counted from 0, for every key on its own"""
    history = some_history(rng, (6, 2, 4))
    got = logged(student, history)
    steps = {name: [int(step) for step, _ in points] for name, points in got.items()}
    assert_equal(steps, {name: list(range(len(numbers))) for name, numbers in history.items()})


@log_history
def test_log_history_closed(student, rng):
    """everything is on the disk as soon as log_history returns"""
    # The writer's own thread takes some milliseconds for a point with so long a name, and several points queue up:
    # what is read at once is whole only if somebody has waited for that thread.
    name, numbers = "loss/" + "e" * 100_000, rng.normal(14).tolist()
    got = logged(student, {name: numbers})
    assert_close([value for _, value in got.get(name, [])], numbers)
