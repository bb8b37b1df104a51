"""Chapter 90: every call shape, every marker."""

import pytest
import torch
from torch import Tensor

from grader.suite import ModelView, assert_close, assert_equal, assert_unchanged, exact64, recipe, require

scale = pytest.mark.exercise("scale")
gain = pytest.mark.exercise("Gain")
descend = pytest.mark.exercise("descend")
store = pytest.mark.exercise("store")


@scale
@pytest.mark.visible
def test_scale_example(student):
    """scale([[1, -2]], 3) is [[3, -6]]"""
    assert_close(student.scale(torch.tensor([[1.0, -2.0]]), 3.0), torch.tensor([[3.0, -6.0]]))


@scale
@pytest.mark.weight(2)
@pytest.mark.parametrize("shape", [(7, 3), (5,), (2, 3, 5)])
def test_scale_values(student, rng, shape):
    """Every element is multiplied by factor, and the shape stays"""
    x, factor = rng.normal(*shape), rng.number(1.5, 3.0)
    assert_close(student.scale(x, factor), x * factor)
    assert_close(student.scale(exact64(x), factor), x * factor, dtype=torch.float64)


@scale
def test_scale_gradient(student, rng):
    """Gradients flow back from the result to x"""
    x, factor, v = rng.normal(4, 3), rng.number(1.5, 3.0), rng.normal(4, 3)
    seen = student.grad("scale", x, factor, wrt=(0,), cotangent=v)
    assert_close(seen.value, x * factor)
    assert_close(seen.grads, (v * factor,))


@scale
def test_scale_leaves_x(student, rng):
    """The result is right, x stays as it was, and the result shares no memory with it"""
    x, factor = rng.normal(4, 3), rng.number(1.5, 3.0)
    seen = student.run("scale", x, factor=factor)
    assert_close(seen.value, x * factor)
    assert_unchanged(seen)
    require(not seen.same_storage(0) and not seen.is_same_object(0), "the result shares memory with x")
    require(seen.facts.dtype == torch.float32 and not seen.facts.requires_grad, "the result does not look like x")


@scale
def test_scale_refuses_zero(student, rng):
    """A factor of 3 gives a result, a factor of 0 raises ValueError"""
    x = rng.normal(4, 3)
    assert_close(student.scale(x, 3.0), 3 * x)
    with student.raises(ValueError):
        student.scale(x, 0.0)


@scale
@pytest.mark.device("cuda")
def test_scale_on_gpu(student, rng):
    """The result is on x's device"""
    x = rng.normal(4, 3)
    assert_close(student.scale(x, 3.0), 3 * x)


@gain
@pytest.mark.visible
def test_gain_example(student):
    """Gain(2) with the weight [2, 3] makes [[1, 1]] into [[2, 3]]"""
    layer = student.new("Gain", 2)
    layer.set_state({"weight": torch.tensor([2.0, 3.0])})
    assert_close(layer(torch.tensor([[1.0, 1.0]])), torch.tensor([[2.0, 3.0]]))


@gain
def test_gain_values(student, rng):
    """Every feature is multiplied by its own weight"""
    layer, weight, x = student.new("Gain", features=3), rng.normal(3), rng.normal(5, 3)
    layer.set_state({"weight": weight})
    assert_close(layer.run("forward", x).value, x * weight)
    assert_close(layer.get_state(), {"weight": weight})


@gain
def test_gain_is_learned(student, rng):
    """The weight is a parameter called weight"""
    layer = student.new("Gain", 3)
    weight = rng.normal(3)
    layer.set_state({"weight": weight})
    view = layer.view()
    assert_close(view.parameters, {"weight": weight})
    assert_equal(view.buffers, {})
    assert_equal((view.requires_grad, view.training, view.kinds), ({"weight": True}, {"": True}, {"": "Gain"}))


@gain
def test_gain_doubled(student, rng):
    """doubled gives twice what forward gives"""
    layer, weight, x = student.new("Gain", 3), rng.normal(3), rng.normal(5, 3)
    layer.set_state({"weight": weight})
    assert_close(layer.doubled(x), 2 * x * weight)


def regression(rng, sizes=(5, 3, 4)):
    """A model, its optimiser and unequal batches."""
    net = recipe.sequential(body=recipe.layer("Linear", 3, 2), probe=recipe.probe())
    model = recipe.model(net, recipe.random_state(net, rng))
    items = [(rng.normal(n, 3), rng.normal(n, 2)) for n in sizes]
    return model, recipe.optimizer("SGD", model, lr=0.3, momentum=0.7), items


def oracle(model, optimizer, items):
    """The losses of one pass, by autograd, in float64."""
    losses = []
    for x, y in items:
        loss = 0.5 * (model(x) - y).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


@descend
@pytest.mark.visible
def test_descend_example(student):
    """With the weight 0, x = y = 1 and lr = 1 the loss is 0.5, and the weight is 1 afterwards"""
    model = recipe.model(recipe.layer("Linear", 1, 1, bias=False), {"weight": torch.zeros(1, 1)})
    one = torch.ones(1, 1)
    seen = student.run(
        "descend", model, recipe.optimizer("SGD", model, lr=1.0), recipe.batches([(one, one)]), returns=list[float]
    )
    assert_close(seen.value, [0.5])
    assert_close(seen.args[0].parameters, {"weight": one})


@descend
@pytest.mark.weight(3)
def test_descend_batches(student, rng):
    """The losses of unequal batches, the weights after them and the number of passes are right"""
    model, optimizer, items = regression(rng)
    built = recipe.builder()
    twin = built(model)
    want = oracle(twin, built(optimizer), items)
    seen = student.run("descend", model, optimizer, recipe.batches(items), returns=list[float])
    assert_close(seen.value, want)
    assert_close(seen.args[0].parameters, {name: p.detach() for name, p in twin.named_parameters()})
    assert_equal(seen.args[2].passes, 1)
    assert_equal(seen.args[0].records["probe"], [[True, True, len(x)] for x, _ in items])
    assert_equal(seen.args[1].groups[0]["params"], ["body.weight", "body.bias"])


@descend
def test_descend_two_passes(student, rng):
    """A second pass goes on where the first has ended"""
    model, optimizer, items = regression(rng)
    built = recipe.builder()
    twin, stepper = built(model), built(optimizer)
    net, steps = student.build(model, optimizer)
    for _ in range(2):
        got = student.descend(net, steps, recipe.batches(items), returns=list[float])
        assert_close(got, oracle(twin, stepper, items))
    view = net.view(returns=ModelView)
    assert_close(view.parameters, {name: p.detach() for name, p in twin.named_parameters()})


@descend
def test_descend_again(student, rng):
    """A fresh process gives the same, right losses"""
    model, optimizer, items = regression(rng)
    built = recipe.builder()
    want = oracle(built(model), built(optimizer), items)
    for someone in (student, student.fresh()):
        assert_close(someone.descend(model, optimizer, recipe.batches(items), returns=list[float]), want)


@store
@pytest.mark.visible
def test_store_example(student):
    """store([1, 2], path), and torch.load(path) is [1, 2]"""
    student.store(torch.tensor([1.0, 2.0]), student.path("value.pt"), returns=None)
    got = student.clean_read("torch_weights_only", student.files("value.pt"), returns=Tensor)
    assert_close(got, torch.tensor([1.0, 2.0]))


@store
def test_store_values(student, rng):
    """What the file holds is the tensor"""
    value = rng.normal(5, 2)
    student.store(value, student.path("deep/value.pt"), returns=None)
    assert_close(student.clean_read("torch_weights_only", student.files("deep"), returns=Tensor), value)


@store
def test_count_down(student, rng):
    """count_down gives a function that gives one less at every call"""
    start = rng.integer(5, 50)
    step = student.keep("count_down", start)
    assert_equal([step(returns=int), step(returns=int)], [start - 1, start - 2])
