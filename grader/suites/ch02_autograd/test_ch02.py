"""Chapter 2: autograd."""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.suite import LeafView, assert_close, assert_equal, assert_unchanged, exact64, recipe, require

grad_of = pytest.mark.exercise("grad_of")
numeric_grad = pytest.mark.exercise("numeric_grad")
accumulate_grads = pytest.mark.exercise("accumulate_grads")
stop_gradient_target = pytest.mark.exercise("stop_gradient_target")
inplace_update = pytest.mark.exercise("inplace_update")
cube_function = pytest.mark.exercise("cube_function")

F64 = torch.float64
PAIR = tuple[Tensor, Tensor]

SHAPES = pytest.mark.parametrize("shape", [(5,), (4, 3), (2, 3, 5), ()])

WAVES = ["sin", "exp", "sum"]
SOFT_MAXIMUM = ["exp", "sum", "log"]
"""torch's functions, one after the other; in the second every slope depends on all entries."""


def float64(check):
    """For a check that needs float64, which Apple's mps does not have."""
    for device in ("cpu", "cuda"):
        check = pytest.mark.device(device)(check)
    return check


# Our functions, and what is true of them, in float64.


def cubic(rng):
    """The sum over all entries of a random polynomial of degree 3, whose slope is nowhere constant."""
    return recipe.function("polynomial", coefs=[rng.number(0.5, 1.5) for _ in range(4)])


def mixed(rng, n):
    """A function of n rows in which each entry's slope depends on others; it does not fit a flattened x."""
    return recipe.function("quadratic", matrix=rng.normal(n, n))


def chained(*names):
    """torch's functions of these names."""
    return recipe.function("chained", names=list(names))


def some_point(rng, *shape):
    """A point near the origin: powers stay small, and differences of them exact enough in float32."""
    return rng.uniform(*shape, low=-1.5, high=1.5)


def slopes(f, x):
    """The gradient of f at x, by autograd."""
    leaf = x.clone().requires_grad_()
    (grad,) = torch.autograd.grad(recipe.builder()(f)(leaf), leaf)
    return grad


def central(f, x, eps):
    """The central differences of f at x, whose error is as much a part of them as the slope."""
    value = recipe.builder()(f)
    found = torch.zeros_like(x)
    for index in range(x.numel()):
        step = torch.zeros_like(x)
        step.view(-1)[index] = eps
        found.view(-1)[index] = (value(x + step) - value(x - step)) / (2 * eps)
    return found


def leaf_after(seen, index):
    """The argument, which was sent as a leaf that requires grad, as it is after the call."""
    after = seen.args[index]
    require(isinstance(after, LeafView), "the tensor no longer is a leaf that requires grad")
    return after


def require_no_graph(seen):
    """The returned tensor is cut off from the graph."""
    require(not seen.facts.requires_grad, "the result still hangs in a graph: it requires grad")


# grad_of


@grad_of
@pytest.mark.visible
def test_grad_of_example(student):
    """for f(x) = the sum of x^3, grad_of(f, [1, -2, 0.5]) is [3, 12, 0.75]"""
    f = recipe.function("polynomial", coefs=[0.0, 0.0, 0.0, 1.0])
    assert_close(student.grad_of(f, torch.tensor([1.0, -2.0, 0.5])), torch.tensor([3.0, 12.0, 0.75]))


@grad_of
@SHAPES
def test_grad_of_polynomials(student, rng, shape):
    """the gradient of a polynomial is right at tensors of any shape, () too"""
    f, x = cubic(rng), some_point(rng, *shape)
    assert_close(student.grad_of(f, x), slopes(f, x))


@grad_of
@pytest.mark.parametrize("names", [WAVES, SOFT_MAXIMUM, None], ids=["waves", "soft maximum", "quadratic"])
def test_grad_of_other_functions(student, rng, names):
    """the gradient is right for other functions too, where each slope depends on all entries"""
    f, x = chained(*names) if names else mixed(rng, 4), some_point(rng, 4, 3)
    assert_close(student.grad_of(f, x), slopes(f, x))


@grad_of
@pytest.mark.weight(2)
def test_grad_of_again(student, rng):
    """asked three times at the same x, for two functions, it gives each time the gradient of that function alone"""
    x, f, g = some_point(rng, 5), cubic(rng), chained(*WAVES)
    held = student.build(recipe.leaf(x))
    held.requires_grad_(False)
    for asked in (f, f, g):
        assert_close(student.grad_of(asked, held), slopes(asked, x))


@grad_of
@pytest.mark.parametrize("shape", [(5,), (4, 3)])
def test_grad_of_leaves_x(student, rng, shape):
    """the gradient is right, and an x that did not require grad still does not"""
    f, x = cubic(rng), some_point(rng, *shape)
    seen = student.run("grad_of", f, x)
    assert_close(seen.value, slopes(f, x))
    require(not isinstance(seen.args[1], LeafView), "x requires grad afterwards, and did not before")
    assert_unchanged(seen, 1)


@grad_of
@pytest.mark.parametrize("old", [True, False])
def test_grad_of_leaf(student, rng, old):
    """an x that requires grad still does, and keeps in x.grad what was there: an old gradient or None"""
    f, x = cubic(rng), some_point(rng, 4, 3)
    grad = rng.normal(4, 3) if old else None
    seen = student.run("grad_of", f, recipe.leaf(x, grad))
    assert_close(seen.value, slopes(f, x))
    after = leaf_after(seen, 1)
    assert_close(after.value, x)
    assert_close(after.grad, grad)


@grad_of
def test_grad_of_cut_off(student, rng):
    """the gradient is a plain tensor: it does not require grad and holds on to no graph"""
    f, x = cubic(rng), some_point(rng, 5)
    for point in (x, recipe.leaf(x)):
        seen = student.run("grad_of", f, point)
        assert_close(seen.value, slopes(f, x))
        require_no_graph(seen)


@grad_of
@float64
@pytest.mark.parametrize("shape", [(5,), (4, 3)])
def test_grad_of_keeps_dtype(student, rng, shape):
    """at a float64 x the gradient is float64, and as exact as float64 is"""
    f, x = cubic(rng), some_point(rng, *shape)
    assert_close(student.grad_of(f, exact64(x)), slopes(f, x), dtype=F64, rtol=1e-9, atol=1e-9)


# numeric_grad


@numeric_grad
@float64
@pytest.mark.visible
def test_numeric_grad_example(student):
    """for f(x) = the sum of x^3, numeric_grad(f, [1, 2], eps=0.5) is [3.25, 12.25], in float64"""
    f = recipe.function("polynomial", coefs=[0.0, 0.0, 0.0, 1.0])
    got = student.numeric_grad(f, torch.tensor([1.0, 2.0]), eps=0.5)
    assert_close(got, torch.tensor([3.25, 12.25], dtype=F64), dtype=F64)


@numeric_grad
@float64
@SHAPES
def test_numeric_grad_close_to_autograd(student, rng, shape):
    """with a small eps it finds what autograd finds, in the shape of x, () too"""
    f, x = cubic(rng), some_point(rng, *shape)
    assert_close(student.numeric_grad(f, x, 1e-4), slopes(f, x), dtype=F64)


@numeric_grad
@float64
@pytest.mark.weight(2)
@pytest.mark.parametrize("eps", [0.75, 0.375])
def test_numeric_grad_error_is_quartered(student, rng, eps):
    """with a large eps its error is that of central differences: a quarter as large at half the eps"""
    for f in (cubic(rng), chained(*WAVES)):
        x = some_point(rng, 4)
        assert_close(student.numeric_grad(f, x, eps), central(f, x, eps), dtype=F64)


@numeric_grad
@float64
@pytest.mark.parametrize("offset", [250.0, -90.0])
def test_numeric_grad_small_eps(student, rng, offset):
    """with eps = 1e-6 and large values of f it is still right: all of it is done in float64"""
    f = recipe.function("polynomial", coefs=[offset] + [rng.number(0.5, 1.5) for _ in range(3)])
    x = some_point(rng, 5)
    assert_close(student.numeric_grad(f, x, 1e-6), slopes(f, x), dtype=F64)


@numeric_grad
@float64
@pytest.mark.parametrize("shape", [(3, 5), (4, 2)])
def test_numeric_grad_asks_at_tensors_like_x(student, rng, shape):
    """f is asked at tensors in the shape of x, one entry of which has moved"""
    f, x = mixed(rng, shape[0]), some_point(rng, *shape)
    assert_close(student.numeric_grad(f, x, 1e-3), slopes(f, x), dtype=F64)


@numeric_grad
@float64
@pytest.mark.parametrize("eps", [0.3, 1e-4])
def test_numeric_grad_leaves_x(student, rng, eps):
    """the slopes are as exact as float64 is, and x is bit for bit what it was, in float64 too"""
    f, x = cubic(rng), some_point(rng, 4, 3) / 3
    seen = student.run("numeric_grad", f, exact64(x), eps)
    assert_close(seen.value, central(f, x, eps), dtype=F64, rtol=1e-9, atol=1e-9)
    assert_unchanged(seen, 1)


@numeric_grad
@float64
@pytest.mark.parametrize("old", [True, False])
def test_numeric_grad_leaf(student, rng, old):
    """an x that requires grad is fine too: it and x.grad stay as they were, and the result does not require grad"""
    f, x = cubic(rng), some_point(rng, 5)
    grad = rng.normal(5) if old else None
    seen = student.run("numeric_grad", f, recipe.leaf(x, grad), 0.4)
    assert_close(seen.value, central(f, x, 0.4), dtype=F64)
    require_no_graph(seen)
    after = leaf_after(seen, 1)
    assert_close(after.value, x)
    assert_close(after.grad, grad)
    require(seen.grad_enabled, "grad mode is still switched off afterwards")


# accumulate_grads


def three_losses(rng, n):
    """Losses whose gradients have nothing to do with each other, and their gradients' sum."""
    return [cubic(rng), mixed(rng, n), chained(*WAVES)]


def summed(losses, w):
    """The sum of the losses' gradients."""
    return torch.stack([slopes(loss, w) for loss in losses]).sum(0)


@accumulate_grads
@pytest.mark.visible
def test_accumulate_grads_example(student):
    """the sum of w^2 and the sum of w^3 at w = [1, -2] have the gradients [2, -4] and [3, 12]: w.grad is [5, 8]"""
    losses = [
        recipe.function("polynomial", coefs=[0.0, 0.0, 1.0]),
        recipe.function("polynomial", coefs=[0.0, 0.0, 0.0, 1.0]),
    ]
    seen = student.run("accumulate_grads", recipe.leaf(torch.tensor([1.0, -2.0])), losses)
    assert_close(seen.value, torch.tensor([5.0, 8.0]))
    assert_close(leaf_after(seen, 0).grad, torch.tensor([5.0, 8.0]))


@accumulate_grads
@pytest.mark.parametrize("count", [1, 2, 3])
def test_accumulate_grads_sums(student, rng, count):
    """w.grad becomes the sum of the gradients of one, two or three losses, each counted once"""
    w, losses = some_point(rng, 4, 3), three_losses(rng, 4)[:count]
    seen = student.run("accumulate_grads", recipe.leaf(w), losses)
    assert_close(leaf_after(seen, 0).grad, summed(losses, w))


@accumulate_grads
@pytest.mark.parametrize("count", [1, 3])
def test_accumulate_grads_returns_it(student, rng, count):
    """what is returned is that sum, and does not require grad itself"""
    w, losses = some_point(rng, 5), three_losses(rng, 5)[-count:]
    seen = student.run("accumulate_grads", recipe.leaf(w), losses)
    assert_close(seen.value, summed(losses, w))
    require_no_graph(seen)


@accumulate_grads
@pytest.mark.weight(2)
@pytest.mark.parametrize("shape", [(5,), (4, 3)])
def test_accumulate_grads_adds_to_old(student, rng, shape):
    """a gradient that is in w.grad already stays, and the new ones are added to it"""
    w, old, losses = some_point(rng, *shape), rng.normal(*shape), three_losses(rng, shape[0])
    seen = student.run("accumulate_grads", recipe.leaf(w, old), losses)
    assert_close(seen.value, old + summed(losses, w))
    assert_close(leaf_after(seen, 0).grad, old + summed(losses, w))


@accumulate_grads
def test_accumulate_grads_again(student, rng):
    """a second call on the same w adds to what the first one left"""
    w, losses = some_point(rng, 5), three_losses(rng, 5)
    held = student.build(recipe.leaf(w))
    student.accumulate_grads(held, losses[:2])
    got = student.accumulate_grads(held, losses[2:])
    assert_close(got, summed(losses, w))
    assert_close(held.view(returns=LeafView).grad, summed(losses, w))


@accumulate_grads
def test_accumulate_grads_same_loss_twice(student, rng):
    """a loss that is in the list twice counts twice"""
    w, (first, second, _) = some_point(rng, 4, 3), three_losses(rng, 4)
    losses = [first, second, first]
    seen = student.run("accumulate_grads", recipe.leaf(w), losses)
    assert_close(leaf_after(seen, 0).grad, summed(losses, w))


@accumulate_grads
def test_accumulate_grads_leaves_w(student, rng):
    """the gradients add up, and the values of w stay as they were"""
    w, losses = some_point(rng, 4, 3), three_losses(rng, 4)
    seen = student.run("accumulate_grads", recipe.leaf(w), losses)
    assert_close(seen.value, summed(losses, w))
    leaf_after(seen, 0)
    assert_unchanged(seen, 0)


# stop_gradient_target


def with_gradients(student, pred, target, v):
    """The call, and the gradients that flow back from it to pred and target; None where nothing flows."""
    return student.grad("stop_gradient_target", pred, target, wrt=(0, 1), cotangent=v)


@stop_gradient_target
@pytest.mark.visible
def test_stop_gradient_target_example(student):
    """pred [2, 6] against target [6, 2]: the loss is 16, its gradient for pred [-4, 4] and for target 0"""
    pred, target = torch.tensor([2.0, 6.0]), torch.tensor([6.0, 2.0])
    seen = with_gradients(student, pred, target, torch.tensor(1.0))
    assert_close(seen.value, torch.tensor(16.0))
    assert_close(seen.grads[0], torch.tensor([-4.0, 4.0]))
    require(seen.grads[1] is None or not seen.grads[1].any(), "a gradient flows back to target")


@stop_gradient_target
@pytest.mark.parametrize("shape", [(7, 3), (11,), (2, 3, 5)])
def test_stop_gradient_target_value(student, rng, shape):
    """the loss is the mean of the squares over every element, whatever the shape"""
    pred, target = rng.normal(*shape), rng.normal(*shape)
    seen = with_gradients(student, pred, target, rng.uniform(low=1.5, high=3.0))
    assert_close(seen.value, F.mse_loss(pred, target))


@stop_gradient_target
@pytest.mark.weight(2)
@pytest.mark.parametrize("shape", [(7, 3), (5,)])
def test_stop_gradient_target_gradients(student, rng, shape):
    """gradients flow back to pred as from a mean squared error, and to target exactly 0"""
    pred, target, v = rng.normal(*shape), rng.normal(*shape), rng.uniform(low=1.5, high=3.0)
    seen = with_gradients(student, pred, target, v)
    assert_close(seen.grads[0], 2 * v * (pred - target) / pred.numel())
    if seen.grads[1] is not None:
        assert_equal(seen.grads[1], torch.zeros(shape))


@stop_gradient_target
@pytest.mark.parametrize("shape", [(4, 3), (7,)])
def test_stop_gradient_target_same_graph(student, rng, shape):
    """where pred and target are computed from the same w, w learns from pred's side alone"""
    w, v, u = some_point(rng, *shape), rng.uniform(low=1.5, high=3.0), rng.normal(*shape)
    held, cotangent = student.build(recipe.leaf(w), recipe.leaf(v))
    loss = student.keep("stop_gradient_target", held.keep("exp"), held.keep("sin"))
    of_w, of_v = student.build(recipe.function("second_gradient"))(loss, held, cotangent, u, returns=PAIR)
    slope, n = w.exp(), w.numel()
    assert_close(of_v, (u * 2 * (w.exp() - w.sin()) * slope).sum() / n)
    # Differentiated once more, sin(w) is still a constant.
    assert_close(of_w, u * v * 2 * (slope * slope + (w.exp() - w.sin()) * slope) / n)


@stop_gradient_target
def test_stop_gradient_target_leaves_arguments(student, rng):
    """the loss is right, and pred and target still are what they were, requires_grad included"""
    pred, target = rng.normal(4, 3), rng.normal(4, 3)
    seen = student.run("stop_gradient_target", recipe.leaf(pred), recipe.leaf(target))
    assert_close(seen.value, F.mse_loss(pred, target))
    for index, sent in enumerate((pred, target)):
        after = leaf_after(seen, index)
        assert_close(after.value, sent)
        assert_close(after.grad, None)


# inplace_update


@inplace_update
@pytest.mark.visible
def test_inplace_update_example(student):
    """with lr 0.1, the leaf [1, 2] and the direction [10, -10] become [0, 3]"""
    seen = student.run("inplace_update", recipe.leaf(torch.tensor([1.0, 2.0])), torch.tensor([10.0, -10.0]), 0.1)
    assert_close(seen.value, torch.tensor([0.0, 3.0]))
    assert_close(leaf_after(seen, 0).value, torch.tensor([0.0, 3.0]))


@inplace_update
@pytest.mark.parametrize("lr", [0.3, 0.07])
@pytest.mark.parametrize("shape", [(4, 3), (), (2, 3, 5)])
def test_inplace_update_moves(student, rng, shape, lr):
    """w itself holds w - lr * g afterwards, whatever its shape, and g stays as it was"""
    w, g = rng.normal(*shape), rng.normal(*shape)
    seen = student.run("inplace_update", w, g, lr)
    assert_close(seen.args[0], w - lr * g)
    assert_unchanged(seen, 1)


@inplace_update
@pytest.mark.parametrize("requires_grad", [True, False])
def test_inplace_update_returns_w(student, rng, requires_grad):
    """what is returned is w itself, the same object, moved"""
    w, g = rng.normal(4, 3), rng.normal(4, 3)
    seen = student.run("inplace_update", recipe.leaf(w) if requires_grad else w, g, 0.3)
    assert_close(seen.value, w - 0.3 * g)
    require(seen.is_same_object(0), "what is returned is not w itself")


@inplace_update
@pytest.mark.weight(2)
@pytest.mark.parametrize("old", [True, False])
def test_inplace_update_leaf(student, rng, old):
    """a w that requires grad moves too; it still is a leaf that requires grad, and w.grad is as it was"""
    w, g = rng.normal(4, 3), rng.normal(4, 3)
    grad = rng.normal(4, 3) if old else None
    seen = student.run("inplace_update", recipe.leaf(w, grad), g, 0.3)
    after = leaf_after(seen, 0)
    assert_close(after.value, w - 0.3 * g)
    assert_close(after.grad, grad)


@inplace_update
@pytest.mark.weight(2)
def test_inplace_update_same_memory(student, rng):
    """who holds a view of w sees the new values: w may be a row of a matrix, or a leaf that others look at"""
    matrix, g = rng.normal(5, 3), rng.normal(3)
    whole = student.build(recipe.leaf(matrix))
    whole.requires_grad_(False)
    student.inplace_update(whole.keep("__getitem__", 2), g, 0.3)
    want = matrix.clone()
    want[2] -= 0.3 * g
    assert_close(whole.view(returns=Tensor), want)
    w = rng.normal(3)
    leaf = student.build(recipe.leaf(w))
    looking = leaf.keep("detach")
    student.inplace_update(leaf, g, 0.3)
    assert_close(looking.view(returns=Tensor), w - 0.3 * g)


@inplace_update
def test_inplace_update_not_recorded(student, rng):
    """the step is not recorded: w does not begin to require grad when g does, and grad mode is on again afterwards"""
    w, g = rng.normal(4, 3), rng.normal(4, 3)
    seen = student.run("inplace_update", w, recipe.leaf(g), 0.3)
    assert_close(seen.args[0], w - 0.3 * g)
    require(not seen.facts.requires_grad, "the step was recorded: w requires grad afterwards, because g does")
    assert_close(leaf_after(seen, 1).value, g)
    require(seen.grad_enabled, "grad mode is still switched off afterwards")


# cube_function


@cube_function
@pytest.mark.visible
def test_cube_function_example(student):
    """cube_function([1, -2]) is [1, -8]; the gradient [10, 1] from above becomes [30, 12]"""
    seen = student.grad("cube_function", torch.tensor([1.0, -2.0]), wrt=(0,), cotangent=torch.tensor([10.0, 1.0]))
    assert_close(seen.value, torch.tensor([1.0, -8.0]))
    assert_close(seen.grads[0], torch.tensor([30.0, 12.0]))


@cube_function
@SHAPES
def test_cube_function_value(student, rng, shape):
    """the result is x^3, entry by entry, a new tensor, and x stays as it was"""
    x = some_point(rng, *shape)
    seen = student.run("cube_function", x)
    assert_close(seen.value, x * x * x)
    assert_unchanged(seen, 0)


@cube_function
@pytest.mark.weight(2)
@SHAPES
def test_cube_function_gradient(student, rng, shape):
    """whatever gradient arrives from above is carried back: 3 x^2 times it, entry by entry"""
    x, v = some_point(rng, *shape), rng.normal(*shape)
    seen = student.grad("cube_function", x, wrt=(0,), cotangent=v)
    assert_close(seen.grads[0], 3 * x * x * v)


def held_cube(student, x, v):
    """A leaf x, its cube as the student computes it, and a leaf v to be carried back."""
    leaf, above = student.build(recipe.leaf(x), recipe.leaf(v))
    return leaf, student.keep("cube_function", leaf), above


@cube_function
@pytest.mark.parametrize("shape", [(5,), (4, 3)])
def test_cube_function_second_derivative(student, rng, shape):
    """the backward pass can be differentiated itself, for x and for the gradient from above"""
    x, v, u = some_point(rng, *shape), rng.normal(*shape), rng.normal(*shape)
    leaf, cube, above = held_cube(student, x, v)
    twice = student.build(recipe.function("second_gradient"))
    assert_close(twice(cube, leaf, above, u, returns=PAIR), (6 * x * v * u, 3 * x * x * u))


@cube_function
def test_cube_function_own_node(student, rng):
    """in the graph the cube is one node, and it is a torch.autograd.Function of your own"""
    x = some_point(rng, 4, 3)
    leaf, cube, _ = held_cube(student, x, rng.normal(4, 3))
    assert_close(cube.detach(), x * x * x)
    nodes = student.build(recipe.function("graph"))(cube, returns=list[str])
    require(nodes == ["custom", "leaf"], "the graph behind the result is not one node of your own and then x")


@cube_function
@pytest.mark.parametrize("shape", [(5,), (4, 3)])
def test_cube_function_changed_x(student, rng, shape):
    """if x is changed in place after the call, the backward pass raises RuntimeError; if it is not, it is right"""
    x, v, u = some_point(rng, *shape), rng.normal(*shape), rng.normal(*shape)
    twice = student.build(recipe.function("second_gradient"))
    leaf, cube, above = held_cube(student, x, v)
    assert_close(twice(cube, leaf, above, u, returns=PAIR)[1], 3 * x * x * u)
    leaf, cube, above = held_cube(student, x, v)
    leaf.keep("detach").add_(1.0)
    with student.raises(RuntimeError):
        twice(cube, leaf, above, u, returns=PAIR)
