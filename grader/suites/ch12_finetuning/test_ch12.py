"""Chapter 12: fine-tuning."""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.suite import BatchesView, ModelView, assert_close, assert_equal, assert_unchanged, exact64, recipe, require

trainable_parameters = pytest.mark.exercise("trainable_parameters")
freeze = pytest.mark.exercise("freeze")
replace_head = pytest.mark.exercise("replace_head")
cache_features = pytest.mark.exercise("cache_features")
discriminative_groups = pytest.mark.exercise("discriminative_groups")
gradual_unfreeze = pytest.mark.exercise("gradual_unfreeze")
freeze_bn_stats = pytest.mark.exercise("freeze_bn_stats")
finetune = pytest.mark.exercise("finetune")

SGD = {"lr": 0.3, "momentum": 0.7, "weight_decay": 0.2}
"""A weight decay that moves every parameter an optimiser still finds a gradient on."""

SIZES = (5, 3, 4)
"""Batch sizes of one pass: no two alike."""


# Networks of ours, as recipes.


def linear(inputs, outputs, **options):
    """A linear layer."""
    return recipe.layer("Linear", inputs, outputs, **options)


def tanh():
    """A smooth activation: no kink and no dead unit, so that rounding stays small."""
    return recipe.layer("Tanh")


def two_blocks(classes=3):
    """(N, 6) -> logits: `features` (fc1, fc2 with tanh) and `head`; no two widths alike."""
    features = recipe.sequential(fc1=linear(6, 5), act1=tanh(), fc2=linear(5, 4), act2=tanh())
    return recipe.sequential(features=features, head=linear(4, classes))


def three_blocks():
    """(N, 6) -> 3 logits: `stem`, `body.fc1`, `body.fc2`, `head`, in an order that is not the alphabet's."""
    body = recipe.sequential(act1=tanh(), fc1=linear(5, 7), act2=tanh(), fc2=linear(7, 4))
    return recipe.sequential(stem=linear(6, 5), body=body, act3=tanh(), head=linear(4, 3, bias=False))


def convnet():
    """(N, 2, 5, 6) -> 3 logits, with a BatchNorm: parameters and buffers at two depths."""
    features = recipe.sequential(
        conv1=recipe.layer("Conv2d", 2, 3, (3, 2), bias=False),
        norm=recipe.layer("BatchNorm2d", 3),
        act=tanh(),
        conv2=recipe.layer("Conv2d", 3, 4, (2, 3)),
        flat=recipe.layer("Flatten"),
    )
    return recipe.sequential(features=features, head=linear(24, 3))


def with_norm():
    """(N, 6) -> 3 logits: a BatchNorm on the input, then a body and a head."""
    return recipe.sequential(norm=recipe.layer("BatchNorm1d", 6), body=linear(6, 5), act=tanh(), head=linear(5, 3))


def filled(node, rng, **options):
    """A recipe of ours with random weights and statistics."""
    return recipe.model(node, recipe.random_state(node, rng), **options)


def samples(rng, n, classes=3, shape=(6,)):
    """n inputs and their labels."""
    return rng.normal(n, *shape), rng.labels(n, classes)


def unequal_batches(rng, classes=3, shape=(6,)):
    """Batches of 5, 3 and 4 samples."""
    return [samples(rng, size, classes, shape) for size in SIZES]


def step_inside(student, m, x, y, groups=None, **options):
    """One SGD step of ours on the cross-entropy, over all parameters of the learner's model or over groups."""
    step = student.build(recipe.function("training_step", cls="SGD", **options))
    step(m, x, y, groups, returns=None)


def oracle_step(model, x, y, rates=None, **options):
    """The same step on our twin in float64; `rates` gives each parameter's own learning rate."""
    groups = None if rates is None else [{"params": [p], "lr": rates[name]} for name, p in model.named_parameters()]
    recipe.builder()(recipe.function("training_step", cls="SGD", **options))(model, x, y, groups)


def values(model):
    """The parameters of our twin by name."""
    return {name: parameter.detach() for name, parameter in model.named_parameters()}


def shapes(state):
    """The shape of every tensor by name."""
    return {name: tuple(value.shape) for name, value in state.items()}


def within(names, block):
    """The names of the parameters that lie in a block."""
    return [name for name in names if name.startswith(block + ".")]


def kept(view, sent, name):
    """A parameter or buffer is bit for bit what was sent."""
    want = sent[name].float() if sent[name].is_floating_point() else sent[name]
    got = view.state.get(name)
    return got is not None and got.dtype == want.dtype and torch.equal(got, want)


def require_kept(view, sent, names, sentence):
    """These parameters or buffers are bit for bit what was sent."""
    for name in names:
        require(kept(view, sent, name), sentence)


# trainable_parameters


@trainable_parameters
@pytest.mark.visible
def test_trainable_parameters_example(student):
    """With layer 0 frozen, Linear, BatchNorm1d, Linear has 1.weight, 1.bias, 2.weight and 2.bias to train"""
    net = recipe.sequential(linear(2, 3), recipe.layer("BatchNorm1d", 3), linear(3, 2))
    names = student.trainable_parameters(recipe.model(net, frozen=["0"]), returns=list[str])
    assert_equal(names, ["1.weight", "1.bias", "2.weight", "2.bias"])


@trainable_parameters
def test_trainable_parameters_leaves_out_frozen(student, rng):
    """trainable_parameters leaves out every frozen parameter, single ones inside a block too"""
    net = three_blocks()
    names = [name for name, _ in recipe.builder()(net).named_parameters()]
    chosen = rng.permutation(len(names))[: rng.integer(2, 5)].tolist()
    frozen = [names[index] for index in chosen]
    got = student.trainable_parameters(recipe.model(net, frozen=frozen), returns=list[str])
    assert_equal(got, [name for name in names if name not in frozen])


@trainable_parameters
def test_trainable_parameters_no_buffers(student):
    """trainable_parameters lists parameters only: no running statistics, no names of modules"""
    got = student.trainable_parameters(recipe.model(convnet(), training=False), returns=list[str])
    assert_equal(
        got,
        [
            "features.conv1.weight", "features.norm.weight", "features.norm.bias",
            "features.conv2.weight", "features.conv2.bias", "head.weight", "head.bias",
        ],
    )  # fmt: skip


@trainable_parameters
def test_trainable_parameters_tied_once(student):
    """A parameter that two modules share is listed once, under its first name"""
    shared = linear(5, 5)
    net = recipe.sequential(
        first=linear(3, 5), encoder=shared, act=recipe.layer("ReLU"), decoder=shared, last=linear(5, 2)
    )
    got = student.trainable_parameters(recipe.model(net, frozen=["first.bias"]), returns=list[str])
    assert_equal(got, ["first.weight", "encoder.weight", "encoder.bias", "last.weight", "last.bias"])


@trainable_parameters
def test_trainable_parameters_tied_weight(student):
    """A weight that two different layers share is listed once; the biases that they do not share are both listed"""
    net = recipe.sequential(encoder=linear(5, 5), act=recipe.layer("ReLU"), decoder=linear(5, 5))
    model = recipe.model(net, tied=[("decoder.weight", "encoder.weight")])
    got = student.trainable_parameters(model, returns=list[str])
    assert_equal(got, ["encoder.weight", "encoder.bias", "decoder.bias"])


# freeze


@freeze
@pytest.mark.visible
def test_freeze_example(student):
    """freeze(model, ["head"]) freezes features.weight and features.bias and leaves the head trainable"""
    m = student.build(recipe.model(recipe.sequential(features=linear(2, 3), head=linear(3, 2))))
    student.freeze(m, ["head"], returns=None)
    want = {"features.weight": False, "features.bias": False, "head.weight": True, "head.bias": True}
    assert_equal(m.view().requires_grad, want)


def step_after_freeze(student, rng, net, trainable, frozen=()):
    """Freeze, then one step of ours: what the learner's model holds, what was sent, and our twin."""
    sent = filled(net, rng, frozen=frozen)
    m = student.build(sent)
    student.freeze(m, trainable, returns=None)
    x, y = samples(rng, 7)
    step_inside(student, m, x, y, **SGD)
    twin = recipe.builder()(sent)
    for name, parameter in twin.named_parameters():
        parameter.requires_grad_(any(name.startswith(block + ".") for block in trainable))
    oracle_step(twin, x, y, **SGD)
    return m.view(), sent.fields["state"], values(twin)


@freeze
def test_freeze_training_step(student, rng):
    """After freeze, a step of an optimiser with weight decay moves the named modules and nothing else"""
    view, sent, want = step_after_freeze(student, rng, three_blocks(), ["body.fc2", "head"])
    assert_close(view.parameters, want)
    still = within(want, "stem") + within(want, "body.fc1")
    require_kept(view, sent, still, "a parameter that should be frozen moved in a training step")


@freeze
def test_freeze_whole_components(student, rng):
    """A name stands for whole components: "block1" does not thaw block10"""
    net = recipe.sequential(block10=linear(6, 5), act=tanh(), block1=linear(5, 4), block=linear(4, 3))
    view, sent, want = step_after_freeze(student, rng, net, ["block1"])
    assert_close(view.parameters, want)
    still = within(want, "block10") + within(want, "block")
    require_kept(view, sent, still, "a module whose name only begins alike was thawed")


@freeze
def test_freeze_starts_anew(student, rng):
    """freeze thaws what it is told to, even if it came frozen, and freezes the rest"""
    view, sent, want = step_after_freeze(student, rng, two_blocks(), ["features.fc1"], frozen=["features", "head.bias"])
    assert_close(view.parameters, want)
    still = within(want, "features.fc2") + within(want, "head")
    require_kept(view, sent, still, "a parameter that should be frozen moved in a training step")


@freeze
def test_freeze_drops_old_gradients(student, rng):
    """A gradient left from an earlier step no longer moves a parameter that freeze froze"""
    sent = filled(two_blocks(), rng)
    m = student.build(sent)
    x, y = samples(rng, 7)
    step_inside(student, m, x, y, lr=0.0)
    student.freeze(m, ["head"], returns=None)
    step_inside(student, m, x, y, **SGD)
    view, state = m.view(), sent.fields["state"]
    require(not any(kept(view, state, name) for name in within(state, "head")), "the head did not move")
    require_kept(view, state, within(state, "features"), "a frozen parameter moved: its old gradient is still there")


@freeze
def test_freeze_leaves_buffers_alone(student, rng):
    """freeze touches parameters only: a BatchNorm in train mode still moves its running statistics"""
    view, sent, want = step_after_freeze(student, rng, with_norm(), ["body", "head"])
    assert_close(view.parameters, want)
    require_kept(view, sent, ["norm.weight", "norm.bias"], "a parameter that should be frozen moved in a training step")
    require(
        not kept(view, sent, "norm.running_mean"),
        "the running statistics of a BatchNorm in train mode should still move: freeze leaves modes alone",
    )


@freeze
def test_freeze_nothing_left(student, rng):
    """An empty list freezes the whole model, and a later call thaws what it names"""
    sent = filled(two_blocks(), rng)
    m = student.build(sent)
    student.freeze(m, [], returns=None)
    require(not any(m.view().requires_grad.values()), "freeze(model, []) should freeze every parameter")
    x, y = samples(rng, 7)
    student.freeze(m, ["head"], returns=None)
    step_inside(student, m, x, y, **SGD)
    twin = recipe.builder()(sent)
    twin.features.requires_grad_(False)
    oracle_step(twin, x, y, **SGD)
    assert_close(m.view().parameters, values(twin))


@freeze
@pytest.mark.parametrize("name", ["nose", "feat", "features.fc3"])
def test_freeze_unknown_name(student, rng, name):
    """A name that is no module raises KeyError and changes nothing"""
    sent = filled(two_blocks(), rng, frozen=["features.fc1"])
    m = student.build(sent)
    with student.raises(KeyError):
        student.freeze(m, ["head", name], returns=None)
    x, y = samples(rng, 7)
    step_inside(student, m, x, y, **SGD)
    twin = recipe.builder()(sent)
    oracle_step(twin, x, y, **SGD)
    assert_close(m.view().parameters, values(twin))
    view, _, want = step_after_freeze(student, rng, two_blocks(), ["features.fc1"])
    assert_close(view.parameters, want)


# replace_head


@replace_head
@pytest.mark.visible
def test_replace_head_example(student):
    """replace_head(model, "head", 5) turns the head of 10 outputs into one of 5 and keeps the features"""
    net = recipe.sequential(features=linear(4, 3), head=linear(3, 10))
    view = student.replace_head(recipe.model(net), "head", 5, returns=ModelView)
    want = {"features.weight": (3, 4), "features.bias": (3,), "head.weight": (5, 3), "head.bias": (5,)}
    assert_equal(shapes(view.state), want)


def give_state(m, node, rng):
    """Load random values of ours for the new model; its twin with the same values."""
    state = recipe.random_state(node, rng)
    m.set_state(state)
    return recipe.builder()(recipe.model(node, state, training=False))


@replace_head
@pytest.mark.parametrize("classes", [1, 7])
def test_replace_head_new_outputs(student, rng, classes):
    """The model computes with the new layer: given weights, its logits are right and as many as the classes"""
    m = student.build(filled(two_blocks(), rng, training=False))
    student.replace_head(m, "head", classes, returns=ModelView)
    twin = give_state(m, two_blocks(classes), rng)
    x = rng.normal(7, 6)
    assert_close(m(x), twin(x).detach())


@replace_head
def test_replace_head_keeps_the_rest(student, rng):
    """Every other parameter and buffer keeps its name and its value, bit for bit"""
    sent = filled(convnet(), rng)
    view = student.replace_head(sent, "head", 5, returns=ModelView)
    state = sent.fields["state"]
    want = shapes(state) | {"head.weight": (5, 24), "head.bias": (5,)}
    assert_equal(shapes(view.state), want)
    rest = [name for name in state if not name.startswith("head.")]
    require_kept(view, state, rest, "a parameter or buffer outside the head has changed")


def nested(depth, classes):
    """(N, 6) -> logits, the last Linear `depth` modules deep; and its dotted name."""
    node = recipe.sequential(linear(5, 4), tanh(), linear(4, classes))
    for _ in range(depth - 1):
        node = recipe.sequential(inner=node)
    name = ".".join(["classifier", *["inner"] * (depth - 1), "2"])
    return recipe.sequential(trunk=linear(6, 5), classifier=node), name


@replace_head
@pytest.mark.parametrize("depth", [1, 3])
def test_replace_head_nested_name(student, rng, depth):
    """A dotted name reaches a layer inside other modules, such as "classifier.2" """
    old, name = nested(depth, 3)
    m = student.build(filled(old, rng, training=False))
    student.replace_head(m, name, 7, returns=ModelView)
    twin = give_state(m, nested(depth, 7)[0], rng)
    x = rng.normal(8, 6)
    assert_close(m(x), twin(x).detach())


@replace_head
def test_replace_head_fresh_values(student, rng):
    """The new layer starts from the values that torch.nn.Linear draws, not from the old ones and not from zero"""
    node = recipe.sequential(features=linear(5, 49), head=linear(49, 30))
    state = recipe.random_state(node, rng, scale=4.0)
    view = student.replace_head(recipe.model(node, state), "head", 37, returns=ModelView)
    assert_equal(shapes(view.state), shapes(state) | {"head.weight": (37, 49), "head.bias": (37,)})
    weight, bias = view.parameters["head.weight"], view.parameters["head.bias"]
    bound = 1 / 7
    require(
        bool((weight.abs() <= bound).all() and (bias.abs() <= bound).all()),
        "the new values are too large for a fresh Linear",
    )
    spread = float(weight.double().std()) / (bound / 3**0.5)
    require(
        0.85 < spread < 1.15 and float(bias.double().std()) > 0.2 * bound,
        "the new values are not those of a fresh Linear",
    )


@replace_head
def test_replace_head_without_bias(student, rng):
    """A head without a bias is replaced by one without a bias"""
    sent = filled(three_blocks(), rng)
    view = student.replace_head(sent, "head", 8, returns=ModelView)
    assert_equal(shapes(view.state), shapes(sent.fields["state"]) | {"head.weight": (8, 4)})


@replace_head
def test_replace_head_keeps_dtype(student, rng):
    """In a float64 model the new layer is float64, too, and the model runs"""
    m = student.build(filled(two_blocks(), rng, training=False))
    m.double(returns=ModelView)
    student.replace_head(m, "head", 5, returns=ModelView)
    state = recipe.random_state(two_blocks(5), rng)
    m.set_state({name: exact64(value) for name, value in state.items()})
    x = rng.normal(7, 6)
    assert_close(m(exact64(x)), recipe.builder()(recipe.model(two_blocks(5), state))(x).detach(), dtype=torch.float64)


@replace_head
def test_replace_head_is_trainable(student, rng):
    """After the swap the new head learns, even if the old one was frozen; what was frozen elsewhere stays so"""
    m = student.build(filled(two_blocks(), rng, frozen=["features", "head"]))
    student.replace_head(m, "head", 5, returns=ModelView)
    state = recipe.random_state(two_blocks(5), rng)
    m.set_state(state)
    x, y = samples(rng, 7, classes=5)
    step_inside(student, m, x, y, **SGD)
    twin = recipe.builder()(recipe.model(two_blocks(5), state, frozen=["features"]))
    oracle_step(twin, x, y, **SGD)
    assert_close(m.view().parameters, values(twin))


@replace_head
def test_replace_head_in_place(student, rng):
    """replace_head changes the model itself and returns that same object"""
    m = student.build(filled(two_blocks(), rng))
    seen = student.run("replace_head", m, "head", 5, returns=ModelView)
    assert_equal(shapes(m.view().state), shapes(recipe.random_state(two_blocks(5), rng)))
    require(seen.is_same_object(0), "the returned model is another object than the one that was given")


@replace_head
@pytest.mark.parametrize(
    ("name", "classes", "error"),
    [
        ("tail", 5, KeyError),
        ("features.fc3", 5, KeyError),
        ("features", 5, TypeError),
        ("features.act1", 5, TypeError),
        ("head", 0, ValueError),
    ],
)
def test_replace_head_refuses(student, rng, name, classes, error):
    """An unknown name raises KeyError, a module that is no Linear TypeError, no classes ValueError; nothing changes"""
    sent = filled(two_blocks(), rng, training=False)
    m = student.build(sent)
    with student.raises(error):
        student.replace_head(m, name, classes, returns=ModelView)
    x = rng.normal(7, 6)
    assert_close(m(x), recipe.builder()(sent)(x).detach())
    view = student.replace_head(m, "head", 5, returns=ModelView)
    assert_equal(shapes(view.state), shapes(recipe.random_state(two_blocks(5), rng)))


# cache_features


PAIR = tuple[Tensor, Tensor]


@cache_features
@pytest.mark.visible
def test_cache_features_example(student):
    """With the weights (1, 2), the features of (1, 0), (0, 1) and (3, 1) are 1, 2 and 5"""
    net = recipe.sequential(linear(2, 1, bias=False), recipe.layer("Dropout", 0.25))
    model = recipe.model(net, {"0.weight": torch.tensor([[1.0, 2.0]])})
    first = (torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([4, 7]))
    second = (torch.tensor([[3.0, 1.0]]), torch.tensor([5]))
    got = student.cache_features(model, recipe.batches([first, second]), returns=PAIR)
    assert_close(got, (torch.tensor([[1.0], [2.0], [5.0]]), torch.tensor([4, 7, 5])))


def oracle_features(model, batches):
    """All features and labels at once, in eval mode."""
    twin = recipe.builder()(model).eval()
    x, y = (torch.cat(parts) for parts in zip(*batches, strict=True))
    with torch.no_grad():
        return twin(x), y


@cache_features
@pytest.mark.parametrize("flat", [True, False])
def test_cache_features_every_sample(student, rng, flat):
    """Features and labels of all samples come back in the order of the batches, the short ones included"""
    layers = {"conv": recipe.layer("Conv2d", 2, 3, (3, 2)), "act": tanh()}
    model = filled(recipe.sequential(**layers, **({"flat": recipe.layer("Flatten")} if flat else {})), rng)
    batches = unequal_batches(rng, classes=7, shape=(2, 5, 6))
    got = student.cache_features(model, recipe.batches(batches), returns=PAIR)
    assert_close(got, oracle_features(model, batches))


@cache_features
def test_cache_features_eval_mode(student, rng):
    """The features are those of eval mode: dropout is off and BatchNorm uses its running statistics"""
    net = recipe.sequential(
        norm=recipe.layer("BatchNorm1d", 6), fc=linear(6, 5), drop=recipe.layer("Dropout", 0.3), gain=recipe.mode_gain()
    )
    model = filled(net, rng)
    batches = unequal_batches(rng)
    got = student.cache_features(model, recipe.batches(batches), returns=PAIR)
    assert_close(got, oracle_features(model, batches))


@cache_features
def test_cache_features_leaves_model_alone(student, rng):
    """Computing features changes no parameter and no running statistic"""
    sent = filled(recipe.sequential(norm=recipe.layer("BatchNorm1d", 6), fc=linear(6, 5)), rng)
    m = student.build(sent)
    batches = unequal_batches(rng)
    got = student.cache_features(m, recipe.batches(batches), returns=PAIR)
    assert_close(got, oracle_features(sent, batches))
    require_kept(m.view(), sent.fields["state"], list(sent.fields["state"]), "the model has changed")


def modes_after(student, rng, **options):
    """Compute features, then run the learner's model on new inputs and compare: a mode that changed shows."""
    gains = [
        recipe.mode_gain(train=train, eval=evaluation) for train, evaluation in [(1.5, 0.75), (3.0, 0.5), (1.25, 2.0)]
    ]
    inner = recipe.sequential(fc=linear(6, 5), first=gains[0], second=gains[1])
    sent = filled(recipe.sequential(inner=inner, third=gains[2]), rng, **options)
    m = student.build(sent)
    batches = unequal_batches(rng)
    got = student.cache_features(m, recipe.batches(batches), returns=PAIR)
    assert_close(got, oracle_features(sent, batches))
    x = rng.normal(7, 6)
    assert_close(m(x), recipe.builder()(sent)(x).detach())


@cache_features
def test_cache_features_restores_model(student, rng):
    """A model that came in eval mode is in eval mode afterwards"""
    modes_after(student, rng, training=False)


@cache_features
def test_cache_features_restores_submodules(student, rng):
    """A submodule in eval mode inside a model in train mode stays in eval mode, and the rest is in train mode again"""
    modes_after(student, rng, evaluating=["inner.second"])


@cache_features
def test_cache_features_no_graph(student, rng):
    """No forward pass records a graph"""
    net = recipe.sequential(fc=linear(6, 5), probe=recipe.probe())
    sent = filled(net, rng)
    m = student.build(sent)
    batches = unequal_batches(rng)
    got = student.cache_features(m, recipe.batches(batches), returns=PAIR)
    assert_close(got, oracle_features(sent, batches))
    records = m.view().records.get("probe", [])
    quiet = bool(records) and all(record[1:2] == [False] for record in records)
    require(quiet, "a forward pass ran with gradients on")


@cache_features
def test_cache_features_one_pass(student, rng):
    """The batches are gone over once: features and labels come from the same pass"""
    sent = filled(two_blocks(), rng)
    batches = unequal_batches(rng)
    seen = student.run("cache_features", sent, recipe.batches(batches), returns=PAIR)
    assert_close(seen.value, oracle_features(sent, batches))
    require(seen.args[1] == BatchesView(1), "the batches were gone over more than once")


# discriminative_groups


GROUPS = list[dict[str, object]]


@discriminative_groups
@pytest.mark.visible
def test_discriminative_groups_example(student):
    """With base_lr 0.3 and decay 0.5, stem, body and head get the rates 0.075, 0.15 and 0.3"""
    net = recipe.sequential(stem=linear(2, 4), body=linear(4, 3, bias=False), head=linear(3, 2))
    groups = student.discriminative_groups(
        recipe.model(net), ["stem", "body", "head"], base_lr=0.3, decay=0.5, returns=GROUPS
    )
    assert_close([(rate_of(group), len(params_of(group))) for group in groups], [(0.075, 2), (0.15, 1), (0.3, 2)])


def rate_of(group):
    """The learning rate of a group."""
    require(type(group.get("lr")) in (float, int), 'each group needs "lr", a float')
    return float(group["lr"])


def params_of(group):
    """The parameters of a group."""
    params = group.get("params")
    require(
        type(params) is list and all(isinstance(value, Tensor) for value in params),
        'each group needs "params", a list of parameters',
    )
    return params


def our_rates(names, blocks, base_lr, decay):
    """The learning rate of every parameter by name."""
    return {
        name: base_lr * decay ** (len(blocks) - 1 - index)
        for index, block in enumerate(blocks)
        for name in within(names, block)
    }


@discriminative_groups
@pytest.mark.parametrize("blocks", [["stem", "body", "head"], ["stem", "body.fc1", "body.fc2", "head"]])
def test_discriminative_groups_rates(student, rng, blocks):
    """The groups run from the input to the head, whose rate is base_lr, and fall by decay from block to block"""
    base_lr, decay = rng.number(0.1, 0.9), rng.number(0.2, 0.4)
    groups = student.discriminative_groups(filled(three_blocks(), rng), blocks, base_lr, decay, returns=GROUPS)
    want = [base_lr * decay**power for power in reversed(range(len(blocks)))]
    assert_close([rate_of(group) for group in groups], want, atol=1e-7)


@discriminative_groups
@pytest.mark.parametrize("blocks", [["stem", "body.fc1", "body.fc2", "head"], ["block10", "block1", "block"]])
def test_discriminative_groups_members(student, rng, blocks):
    """Each group holds the parameters of its own block, in their order; block1 has nothing of block10"""
    alike = recipe.sequential(block10=linear(6, 5), act=tanh(), block1=linear(5, 4), block=linear(4, 3))
    sent = filled(three_blocks() if blocks[0] == "stem" else alike, rng)
    groups = student.discriminative_groups(sent, blocks, 0.2, 0.3, returns=GROUPS)
    names = list(values(recipe.builder()(sent)))
    want = [[sent.fields["state"][name] for name in within(names, block)] for block in blocks]
    assert_close([params_of(group) for group in groups], want)


@discriminative_groups
@pytest.mark.weight(2)
def test_discriminative_groups_step(student, rng):
    """One SGD step over the groups moves each block of the model at its own rate"""
    blocks, base_lr, decay = ["stem", "body", "head"], rng.number(0.3, 0.9), rng.number(0.2, 0.6)
    sent = filled(three_blocks(), rng)
    m = student.build(sent)
    groups = student.keep("discriminative_groups", m, blocks, base_lr, decay)
    x, y = samples(rng, 7)
    step_inside(student, m, x, y, groups, lr=0.011, weight_decay=0.2)
    twin = recipe.builder()(sent)
    rates = our_rates(values(twin), blocks, base_lr, decay)
    oracle_step(twin, x, y, rates, lr=0.011, weight_decay=0.2)
    assert_close(m.view().parameters, values(twin))


@discriminative_groups
def test_discriminative_groups_frozen_included(student, rng):
    """Frozen parameters are in their groups as well, and learn once they are thawed"""
    blocks = ["stem", "body", "head"]
    sent = filled(three_blocks(), rng, frozen=["stem", "body.fc1.bias"])
    m = student.build(sent)
    groups = student.keep("discriminative_groups", m, blocks, 0.8, 0.4)
    m.requires_grad_(True, returns=ModelView)
    x, y = samples(rng, 7)
    step_inside(student, m, x, y, groups, lr=0.011)
    twin = recipe.builder()(sent).requires_grad_(True)
    oracle_step(twin, x, y, our_rates(values(twin), blocks, 0.8, 0.4), lr=0.011)
    assert_close(m.view().parameters, values(twin))


@discriminative_groups
def test_discriminative_groups_tied_once(student, rng):
    """A parameter that two blocks share is in the first of their groups only"""
    shared = linear(5, 5)
    encoder = recipe.sequential(act=tanh(), shared=shared)
    decoder = recipe.sequential(act=tanh(), shared=shared, own=linear(5, 4))
    net = recipe.sequential(stem=linear(6, 5), encoder=encoder, decoder=decoder, head=linear(4, 3))
    blocks = ["stem", "encoder", "decoder", "head"]
    sent = filled(net, rng)
    m = student.build(sent)
    groups = student.keep("discriminative_groups", m, blocks, 0.8, 0.4)
    x, y = samples(rng, 7)
    step_inside(student, m, x, y, groups, lr=0.011)
    twin = recipe.builder()(sent)
    oracle_step(twin, x, y, our_rates(values(twin), blocks, 0.8, 0.4), lr=0.011)
    assert_close(m.view().parameters, values(twin))


@discriminative_groups
@pytest.mark.parametrize(
    ("blocks", "error"),
    [(["stem", "head"], ValueError), (["stem", "body.fc1", "head"], ValueError), (["stem", "body", "tail"], KeyError)],
)
def test_discriminative_groups_refuses(student, rng, blocks, error):
    """A parameter that lies in no block raises ValueError, a block that is no module KeyError"""
    m = student.build(filled(three_blocks(), rng))
    with student.raises(error):
        student.discriminative_groups(m, blocks, 0.2, 0.3, returns=GROUPS)
    groups = student.discriminative_groups(m, ["stem", "body", "head"], 0.2, 0.3, returns=GROUPS)
    assert_close([rate_of(group) for group in groups], [0.2 * 0.09, 0.2 * 0.3, 0.2], atol=1e-7)


# gradual_unfreeze


BLOCKS = ["stem", "middle", "body", "neck", "head"]


@gradual_unfreeze
@pytest.mark.visible
def test_gradual_unfreeze_example(student):
    """With every=2, epochs 0 and 1 train the head, epoch 2 the head and the body"""
    got = [student.gradual_unfreeze(epoch, ["stem", "body", "head"], every=2, returns=list[str]) for epoch in range(3)]
    assert_equal(got, [["head"], ["head"], ["head", "body"]])


@gradual_unfreeze
@pytest.mark.parametrize("every", [1, 3, 4])
def test_gradual_unfreeze_schedule(student, every):
    """One more block joins every `every` epochs, the one nearest the head first"""
    for epoch in range(4 * every + 1):
        want = list(reversed(BLOCKS))[: epoch // every + 1]
        assert_equal(student.gradual_unfreeze(epoch, BLOCKS, every, returns=list[str]), want)


@gradual_unfreeze
def test_gradual_unfreeze_stays_complete(student):
    """When all blocks are trainable they stay so for every later epoch"""
    assert_equal(student.gradual_unfreeze(7, BLOCKS, 2, returns=list[str]), ["head", "neck", "body", "middle"])
    for epoch in (8, 9, 10, 57):
        assert_equal(student.gradual_unfreeze(epoch, BLOCKS, 2, returns=list[str]), list(reversed(BLOCKS)))


@gradual_unfreeze
def test_gradual_unfreeze_new_list(student):
    """The list of blocks stays as it was"""
    seen = student.run("gradual_unfreeze", 7, BLOCKS, 3, returns=list[str])
    assert_equal(seen.value, ["head", "neck", "body"])
    assert_unchanged(seen, 1)


@gradual_unfreeze
@pytest.mark.parametrize(("epoch", "every"), [(-1, 2), (3, 0), (3, -2)])
def test_gradual_unfreeze_refuses(student, epoch, every):
    """A negative epoch and an `every` below 1 raise ValueError"""
    with student.raises(ValueError):
        student.gradual_unfreeze(epoch, BLOCKS, every, returns=list[str])
    assert_equal(student.gradual_unfreeze(3, BLOCKS, 2, returns=list[str]), ["head", "neck"])


# freeze_bn_stats


@freeze_bn_stats
@pytest.mark.visible
def test_freeze_bn_stats_example(student):
    """With mean 1 and variance 4, the inputs 2 and 4 give 0.5 and 1.5 in train mode too"""
    state = {
        "0.weight": torch.ones(1), "0.bias": torch.zeros(1), "0.running_mean": torch.tensor([1.0]),
        "0.running_var": torch.tensor([4.0]), "0.num_batches_tracked": torch.tensor(0),
    }  # fmt: skip
    m = student.build(recipe.model(recipe.sequential(recipe.layer("BatchNorm1d", 1)), state))
    student.freeze_bn_stats(m, returns=ModelView)
    m.train(returns=ModelView)
    assert_close(m(torch.tensor([[2.0], [4.0]])), torch.tensor([[0.5], [1.5]]))


NORMS = {"BatchNorm1d": (4, 3), "BatchNorm2d": (4, 3, 5, 2), "BatchNorm3d": (4, 3, 2, 5, 3)}


@freeze_bn_stats
@pytest.mark.parametrize("kind", NORMS)
def test_freeze_bn_stats_in_train_mode(student, rng, kind):
    """After model.train() the output is normalised with the running statistics, and they stay bit for bit"""
    sent = filled(recipe.sequential(norm=recipe.layer(kind, 3)), rng)
    m = student.build(sent)
    student.freeze_bn_stats(m, returns=ModelView)
    m.train(returns=ModelView)
    twin = recipe.builder()(sent).eval()
    for _ in range(2):
        x = rng.normal(*NORMS[kind])
        assert_close(m(x), twin(x).detach())
    require_kept(m.view(), sent.fields["state"], list(sent.fields["state"]), "the running statistics have moved")


@freeze_bn_stats
@pytest.mark.parametrize("depth", [0, 3])
def test_freeze_bn_stats_any_depth(student, rng, depth):
    """A BatchNorm is found at any depth, and also where it is the whole model"""
    node = recipe.layer("BatchNorm1d", 6, momentum=0.3)
    for _ in range(depth):
        node = recipe.sequential(inner=node)
    sent = filled(node, rng)
    m = student.build(sent)
    student.freeze_bn_stats(m, returns=ModelView)
    m.train(returns=ModelView)
    x = rng.normal(5, 6)
    assert_close(m(x), recipe.builder()(sent).eval()(x).detach())
    require_kept(m.view(), sent.fields["state"], list(sent.fields["state"]), "the running statistics have moved")


@freeze_bn_stats
def test_freeze_bn_stats_for_good(student, rng):
    """The statistics stay frozen through several changes between train and eval mode"""
    sent = filled(with_norm(), rng)
    m = student.build(sent)
    student.freeze_bn_stats(m, returns=ModelView)
    twin = recipe.builder()(sent).eval()
    for mode in (True, False, True, True):
        m.train(mode, returns=ModelView)
        x = rng.normal(5, 6)
        assert_close(m(x), twin(x).detach())
    kept = [name for name in sent.fields["state"] if name.startswith("norm.")]
    require_kept(m.view(), sent.fields["state"], kept, "the running statistics have moved")


@freeze_bn_stats
def test_freeze_bn_stats_other_layers_follow(student, rng):
    """Other layers go on following model.train() and model.eval()"""
    sent = filled(
        recipe.sequential(norm=recipe.layer("BatchNorm1d", 6), gain=recipe.mode_gain(train=1.5, eval=0.75)), rng
    )
    m = student.build(sent)
    student.freeze_bn_stats(m, returns=ModelView)
    twin = recipe.builder()(sent)
    for mode in (True, False):
        m.train(mode, returns=ModelView)
        twin.train(mode)
        twin.norm.eval()
        x = rng.normal(5, 6)
        assert_close(m(x), twin(x).detach())


@freeze_bn_stats
def test_freeze_bn_stats_still_learns(student, rng):
    """The weight and the bias of the BatchNorm are still trained"""
    sent = filled(with_norm(), rng, frozen=["norm.bias"])
    m = student.build(sent)
    student.freeze_bn_stats(m, returns=ModelView)
    m.train(returns=ModelView)
    x, y = samples(rng, 7)
    step_inside(student, m, x, y, **SGD)
    twin = recipe.builder()(sent).eval()
    oracle_step(twin, x, y, **SGD)
    view = m.view()
    assert_close(view.parameters, values(twin))
    require_kept(view, sent.fields["state"], ["norm.bias"], "requires_grad of the bias was changed")


@freeze_bn_stats
def test_freeze_bn_stats_in_place(student, rng):
    """freeze_bn_stats returns the same model object"""
    sent = filled(with_norm(), rng)
    m = student.build(sent)
    seen = student.run("freeze_bn_stats", m, returns=ModelView)
    m.train(returns=ModelView)
    x = rng.normal(5, 6)
    assert_close(m(x), recipe.builder()(sent).eval()(x).detach())
    require(seen.is_same_object(0), "the returned model is another object than the one that was given")


# finetune


@finetune
@pytest.mark.visible
def test_finetune_example(student):
    """One step moves the body by 0.01 and the head by 0.1, against the sign of the gradient"""
    net = recipe.sequential(body=linear(2, 2, bias=False), head=linear(2, 2, bias=False))
    model = recipe.model(net, {"body.weight": torch.eye(2), "head.weight": torch.eye(2)})
    batches = recipe.batches([(torch.tensor([[1.0, 2.0]]), torch.tensor([0]))])
    view = student.finetune(model, "head", batches, epochs=1, base_lr=0.01, head_lr=0.1, returns=ModelView)
    want = {
        "body.weight": torch.tensor([[1.01, 0.01], [-0.01, 0.99]]),
        "head.weight": torch.tensor([[1.1, 0.1], [-0.1, 0.9]]),
    }
    assert_close(view.parameters, want)


RATES = {"base_lr": 0.003, "head_lr": 0.02}


def train_twin(twin, head, batches, base_lr, head_lr):
    """Our twin after two epochs of the same training."""
    groups = [[], []]
    for name, parameter in twin.named_parameters():
        groups[name.startswith(head + ".")].append(parameter)
    optimizer = torch.optim.Adam([{"params": groups[0], "lr": base_lr}, {"params": groups[1], "lr": head_lr}])
    twin.train()
    for _ in range(2):
        for x, y in batches:
            optimizer.zero_grad()
            F.cross_entropy(twin(x), y).backward()
            optimizer.step()
    return twin


def drawn(rng, net, head="head", rates=RATES, **options):
    """A model, its batches and our trained twin.

    Adam makes a whole step of a gradient near zero, rounding error or not: what float32 cannot follow is drawn again.
    """
    while True:
        sent, batches = filled(net, rng, **options), unequal_batches(rng)
        twin = train_twin(recipe.builder()(sent), head, batches, **rates)
        rounded = train_twin(recipe.builder()(sent).float(), head, [(x.float(), y) for x, y in batches], **rates)
        pairs = zip(values(twin).values(), values(rounded).values(), strict=True)
        if all(torch.allclose(exact, near.double(), rtol=0, atol=5e-6) for exact, near in pairs):
            return sent, batches, twin


@finetune
@pytest.mark.weight(3)
def test_finetune_trajectory(student, rng):
    """Two epochs of unequal batches end at the right values for every parameter"""
    features = recipe.sequential(fc1=linear(6, 5), act1=tanh(), gain=recipe.mode_gain(), fc2=linear(5, 4), act2=tanh())
    sent, batches, twin = drawn(rng, recipe.sequential(features=features, head=linear(4, 3)))
    view = student.finetune(sent, "head", recipe.batches(batches), 2, **RATES, returns=ModelView)
    assert_close(view.parameters, values(twin))


@finetune
def test_finetune_rate_zero_rests(student, rng):
    """With base_lr 0 the head learns and the rest stays bit for bit"""
    rates = {"base_lr": 0.0, "head_lr": 0.02}
    sent, batches, twin = drawn(rng, two_blocks(), rates=rates)
    view = student.finetune(sent, "head", recipe.batches(batches), 2, **rates, returns=ModelView)
    assert_close(view.parameters, values(twin))
    rest = within(values(twin), "features")
    require_kept(view, sent.fields["state"], rest, "base_lr 0 should leave everything but the head alone")


@finetune
def test_finetune_train_mode(student, rng):
    """The model trains in train mode, even if it came in eval mode: BatchNorm moves its running statistics"""
    norm, body = recipe.layer("BatchNorm1d", 6), linear(6, 5)
    net = recipe.sequential(norm=norm, body=body, act=tanh(), gain=recipe.mode_gain(), head=linear(5, 3))
    sent, batches, twin = drawn(rng, net, training=False)
    view = student.finetune(sent, "head", recipe.batches(batches), 2, **RATES, returns=ModelView)
    assert_close(view.parameters, values(twin))
    assert_close(dict(view.buffers), dict(twin.named_buffers()))


@finetune
@pytest.mark.parametrize("head", ["head", "top.out"])
def test_finetune_whole_components(student, rng, head):
    """The head is exactly the module named, nested or not; one whose name only begins alike gets base_lr"""
    top = recipe.sequential(out_proj=linear(5, 4), act=tanh(), out=linear(4, 5))
    net = recipe.sequential(head_in=linear(6, 5), act1=tanh(), top=top, act2=tanh(), head=linear(5, 3))
    sent, batches, twin = drawn(rng, net, head)
    view = student.finetune(sent, head, recipe.batches(batches), 2, **RATES, returns=ModelView)
    assert_close(view.parameters, values(twin))


@finetune
def test_finetune_frozen_stays(student, rng):
    """A frozen parameter stays bit for bit while the others learn"""
    frozen = ["features.fc1", "head.bias"]
    sent, batches, twin = drawn(rng, two_blocks(), frozen=frozen)
    view = student.finetune(sent, "head", recipe.batches(batches), 2, **RATES, returns=ModelView)
    assert_close(view.parameters, values(twin))
    still = ["features.fc1.weight", "features.fc1.bias", "head.bias"]
    require_kept(view, sent.fields["state"], still, "a frozen parameter has moved")


@finetune
def test_finetune_old_gradients(student, rng):
    """Gradients that were there before the call take no part"""
    sent, batches, twin = drawn(rng, two_blocks())
    m = student.build(sent)
    x, y = samples(rng, 7)
    step_inside(student, m, x, y, lr=0.0)
    student.finetune(m, "head", recipe.batches(batches), 2, **RATES, returns=ModelView)
    assert_close(m.view().parameters, values(twin))


@finetune
def test_finetune_in_place(student, rng):
    """finetune trains the model it was given and returns that same object, in train mode"""
    net = recipe.sequential(body=linear(6, 5), gain=recipe.mode_gain(), head=linear(5, 3))
    sent, batches, twin = drawn(rng, net, training=False)
    m = student.build(sent)
    seen = student.run("finetune", m, "head", recipe.batches(batches), 2, **RATES, returns=ModelView)
    assert_close(m.view().parameters, values(twin))
    x = rng.normal(7, 6)
    assert_close(m(x), twin(x).detach(), rtol=1e-3, atol=1e-3)
    require(seen.is_same_object(0), "the returned model is another object than the one that was given")


@finetune
@pytest.mark.parametrize("head", ["tail", "hea", "features.fc3"])
def test_finetune_unknown_head(student, rng, head):
    """A head that is no module raises KeyError before anything is trained"""
    sent, batches, twin = drawn(rng, two_blocks())
    m = student.build(sent)
    with student.raises(KeyError):
        student.finetune(m, head, recipe.batches(batches), 2, **RATES, returns=ModelView)
    student.finetune(m, "head", recipe.batches(batches), 2, **RATES, returns=ModelView)
    assert_close(m.view().parameters, values(twin))


# The milestone: MNIST's features on the digits of the UCI set, five labels a class.


def mnist_cnn():
    """The pretrained network: 16-32 convolutions and 64 hidden units in `features`, ten classes in `head`."""
    layers = {}
    for index, (inputs, outputs) in enumerate([(1, 16), (16, 32)], 1):
        layers[f"conv{index}"] = recipe.layer("Conv2d", inputs, outputs, 3, padding=1)
        layers[f"relu{index}"] = recipe.layer("ReLU")
        layers[f"pool{index}"] = recipe.layer("MaxPool2d", 2)
    layers |= {"flatten": recipe.layer("Flatten"), "fc": linear(32 * 7 * 7, 64), "relu3": recipe.layer("ReLU")}
    features = recipe.sequential(**layers)
    return recipe.sequential(features=features, head=linear(64, 10))


def like_mnist(images):
    """8x8 digits as MNIST shows its own: 20x20 in the middle of 28x28, in MNIST's mean and spread."""
    large = F.interpolate(images.unsqueeze(1) / 16, size=(20, 20), mode="bilinear", align_corners=False)
    return (F.pad(large, (4, 4, 4, 4)) - 0.1307) / 0.3081


ACCURACY = (0.893, 0.978)
"""Of our own fine-tuning in the milestone, over 100 seeds."""


def five_a_class(labels, rng):
    """The places of five random samples of each class, mixed; and all the others."""
    order = rng.permutation(len(labels))
    chosen = torch.cat([order[labels[order] == digit][:5] for digit in range(10)])
    chosen = chosen[rng.permutation(len(chosen))]
    rest = torch.ones(len(labels), dtype=torch.bool)
    rest[chosen] = False
    return chosen, rest


@finetune
@pytest.mark.weight(0)
def test_finetune_milestone(student, rng, dataset, show):
    """Milestone: from 5 labels a class, at least 89 % of the held-out digits are right"""
    digits, pretrained = dataset("digits"), dataset("mnist_cnn")
    names = rng.permutation(10)
    images, labels = like_mnist(digits["images"]), names[digits["labels"]]
    chosen, rest = five_a_class(labels, rng)
    head = {"head.weight": rng.uniform(10, 64, low=-0.125, high=0.125), "head.bias": torch.zeros(10)}
    sent = recipe.model(mnist_cnn(), {**pretrained, **head}, training=False)
    batches = recipe.batches([(images[part], labels[part]) for part in chosen.split(17)])
    view = student.finetune(sent, "head", batches, 20, base_lr=1e-3, head_lr=1e-2, returns=ModelView)
    assert_equal(shapes(view.state), shapes({**pretrained, **head}))
    model = recipe.builder()(recipe.model(mnist_cnn(), training=False)).float()
    model.load_state_dict({name: value.float() for name, value in view.state.items()})
    with torch.no_grad():
        said = model(images[rest]).argmax(1)
    right = (said == labels[rest]).float().mean()
    digit = names.argsort()
    show.accuracy(float(right), needed=0.89, reference=ACCURACY)
    show.confusion(digit[labels[rest]], digit[said], "0123456789")
    show.misread(images[rest, 0, 4:24, 4:24] * 0.3081 + 0.1307, digit[labels[rest]], digit[said], "0123456789")
    require(float(right) >= 0.89, "fewer than 89 % of the held-out digits are right")
