"""Chapter 3: linear regression and SGD."""

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.suite import LeafView, assert_close, assert_unchanged, recipe

linear_forward = pytest.mark.exercise("linear_forward")
mse_loss = pytest.mark.exercise("mse_loss")
mae_loss = pytest.mark.exercise("mae_loss")
mse_grad = pytest.mark.exercise("mse_grad")
linear_grads = pytest.mark.exercise("linear_grads")
sgd_step = pytest.mark.exercise("sgd_step")
fit_linear = pytest.mark.exercise("fit_linear")
normal_equation = pytest.mark.exercise("normal_equation")

PAIR = tuple[Tensor, Tensor]

# (N, in, out). A forgotten transpose fits the first W and gives other numbers there; it does not fit the second.
LAYERS = pytest.mark.parametrize("sizes", [(5, 4, 4), (7, 3, 5)])

UNEQUAL = pytest.mark.parametrize(
    ("shape", "other"), [((6, 1), (6,)), ((5, 3), (1, 3)), ((2, 3), (3, 2))], ids=["column", "row", "turned"]
)


def gradients(f: Callable[..., Tensor], *inputs: Tensor, cotangent: Tensor) -> tuple[Tensor, ...]:
    """What autograd gives for f, in float64."""
    leaves = [tensor.clone().requires_grad_() for tensor in inputs]
    return torch.autograd.grad((f(*leaves) * cotangent).sum(), leaves)


def layer_grads(x: Tensor, dy: Tensor) -> tuple[Tensor, ...]:
    """The gradients of a linear layer's W and b, by autograd; they do not depend on the values of W and b."""
    W, b = torch.zeros(dy.shape[1], x.shape[1]).double(), torch.zeros(dy.shape[1]).double()
    return gradients(lambda W, b: F.linear(x, W, b), W, b, cotangent=dy)


def descent(x: Tensor, y: Tensor, W: Tensor, b: Tensor, lr: float, steps: int) -> list[PAIR]:
    """W and b after 0, 1, 2 ... steps of full-batch descent on the mean squared error, by autograd, in float64."""
    path = [(W.clone(), b.clone())]
    for _ in range(steps):
        W, b = path[-1]
        dW, db = gradients(lambda W, b: F.mse_loss(F.linear(x, W, b), y), W, b, cotangent=torch.tensor(1.0).double())
        path.append((W - lr * dW, b - lr * db))
    return path


def descend(x: Tensor, y: Tensor, W: Tensor, b: Tensor, lr: float, steps: int) -> PAIR:
    """Where the descent ends."""
    return descent(x, y, W, b, lr, steps)[-1]


def loss_of(x: Tensor, y: Tensor, W: Tensor, b: Tensor) -> float:
    """The mean squared error at W and b."""
    return F.mse_loss(F.linear(x, W.double(), b.double()), y).item()


def steepest(x: Tensor, outputs: int) -> float:
    """The largest curvature of the mean squared error; beyond 2 over it gradient descent moves away."""
    rows = torch.cat([x, torch.ones(len(x), 1)], dim=1).double()
    return float(torch.linalg.eigvalsh(2 * rows.T @ rows / (len(x) * outputs))[-1])


def least_squares(x: Tensor, y: Tensor, ridge: float) -> PAIR:
    """The minimum of the sum of squares + ridge |W|^2: least squares on x and y extended by the penalty's rows."""
    inputs = x.shape[1]
    rows = torch.cat([x, torch.ones(len(x), 1)], dim=1)
    penalty = torch.cat([ridge**0.5 * torch.eye(inputs), torch.zeros(inputs, 1)], dim=1)
    both = torch.linalg.lstsq(
        torch.cat([rows, penalty]).double(), torch.cat([y, torch.zeros(inputs, y.shape[1])]).double()
    ).solution
    return both[:-1].T, both[-1]


def regression(rng, n: int, inputs: int, outputs: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Inputs and outputs away from the origin, and start values away from zero."""
    x, y = rng.normal(n, inputs) + 0.5, rng.normal(n, outputs) - 1.5
    return x, y, rng.normal(outputs, inputs), rng.normal(outputs)


@linear_forward
@pytest.mark.visible
def test_linear_forward_example(student):
    """linear_forward([[1, 2, 3]], [[1, 0, -1], [2, 1, 0]], [10, 20]) is [[8, 24]]"""
    x = torch.tensor([[1.0, 2.0, 3.0]])
    W = torch.tensor([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])
    b = torch.tensor([10.0, 20.0])
    assert_close(student.linear_forward(x, W, b), torch.tensor([[8.0, 24.0]]))


@linear_forward
@LAYERS
def test_linear_forward_batch(student, rng, sizes):
    """Output i of every row is row i of W times that row of x, plus b[i]"""
    n, inputs, outputs = sizes
    x, W, b = rng.normal(n, inputs), rng.normal(outputs, inputs), rng.normal(outputs)
    assert_close(student.linear_forward(x, W, b), F.linear(x, W, b))


@linear_forward
@pytest.mark.parametrize(("shape", "outputs"), [((4,), 4), ((2, 5, 3), 7)])
def test_linear_forward_leading_dims(student, rng, shape, outputs):
    """x may have no leading dimension, (in,), or several, (..., in), and the result keeps them"""
    x, W, b = rng.normal(*shape), rng.normal(outputs, shape[-1]), rng.normal(outputs)
    assert_close(student.linear_forward(x, W, b), F.linear(x, W, b))


@linear_forward
@LAYERS
def test_linear_forward_gradients(student, rng, sizes):
    """Gradients flow back from the result to x, W and b"""
    n, inputs, outputs = sizes
    x, W, b, v = rng.normal(n, inputs), rng.normal(outputs, inputs), rng.normal(outputs), rng.normal(n, outputs)
    seen = student.grad("linear_forward", x, W, b, wrt=(0, 1, 2), cotangent=v)
    assert_close(seen.grads, gradients(F.linear, x, W, b, cotangent=v))


@linear_forward
@LAYERS
def test_linear_forward_leaves_arguments(student, rng, sizes):
    """The result is right, and x, W and b stay as they were"""
    n, inputs, outputs = sizes
    x, W, b = rng.normal(n, inputs), rng.normal(outputs, inputs), rng.normal(outputs)
    seen = student.run("linear_forward", x, W, b)
    assert_close(seen.value, F.linear(x, W, b))
    assert_unchanged(seen, 0, 1, 2)


@mse_loss
@pytest.mark.visible
def test_mse_loss_example(student):
    """mse_loss([[1, 2, 3], [4, 5, 6]], [[-2, 5, 3], [-2, 5, 6]]) is 9"""
    pred = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    target = torch.tensor([[-2.0, 5.0, 3.0], [-2.0, 5.0, 6.0]])
    assert_close(student.mse_loss(pred, target), torch.tensor(9.0))


@mse_loss
@pytest.mark.parametrize("shape", [(7, 3), (11,), (5, 2, 3)])
def test_mse_loss_mean_over_elements(student, rng, shape):
    """The squares are averaged over every element, whatever the shape, into a tensor without dimensions"""
    pred, target = rng.normal(*shape), rng.normal(*shape)
    assert_close(student.mse_loss(pred, target), F.mse_loss(pred, target))


@mse_loss
@pytest.mark.parametrize("shape", [(4, 3), (3, 2, 5)])
def test_mse_loss_gradients(student, rng, shape):
    """Gradients flow back from the loss to pred and target"""
    pred, target, v = rng.normal(*shape), rng.normal(*shape), rng.uniform(low=1.5, high=3.0)
    seen = student.grad("mse_loss", pred, target, wrt=(0, 1), cotangent=v)
    assert_close(seen.grads, gradients(F.mse_loss, pred, target, cotangent=v))


@mse_loss
@UNEQUAL
def test_mse_loss_refuses_unequal_shapes(student, rng, shape, other):
    """Equal shapes give the loss; unequal ones raise ValueError, (N, 1) against (N,) too"""
    pred, target = rng.normal(*shape), rng.normal(*shape)
    assert_close(student.mse_loss(pred, target), F.mse_loss(pred, target))
    with student.raises(ValueError):
        student.mse_loss(pred, rng.normal(*other))


@mse_loss
def test_mse_loss_leaves_arguments(student, rng):
    """The loss is right, and pred and target stay as they were"""
    pred, target = rng.normal(7, 3), rng.normal(7, 3)
    seen = student.run("mse_loss", pred, target)
    assert_close(seen.value, F.mse_loss(pred, target))
    assert_unchanged(seen, 0, 1)


@mae_loss
@pytest.mark.visible
def test_mae_loss_example(student):
    """mae_loss([[1, 2, 3], [4, 5, 6]], [[-2, 5, 3], [-2, 5, 6]]) is 2"""
    pred = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    target = torch.tensor([[-2.0, 5.0, 3.0], [-2.0, 5.0, 6.0]])
    assert_close(student.mae_loss(pred, target), torch.tensor(2.0))


@mae_loss
@pytest.mark.parametrize("shape", [(7, 3), (11,), (5, 2, 3)])
def test_mae_loss_mean_over_elements(student, rng, shape):
    """The absolute errors are averaged over every element, whatever the shape, into a tensor without dimensions"""
    pred, target = rng.normal(*shape), rng.normal(*shape)
    assert_close(student.mae_loss(pred, target), F.l1_loss(pred, target))


@mae_loss
@pytest.mark.parametrize("shape", [(4, 3), (3, 2, 5)])
def test_mae_loss_gradients(student, rng, shape):
    """Gradients flow back from the loss to pred and target"""
    pred, target, v = rng.normal(*shape), rng.normal(*shape), rng.uniform(low=1.5, high=3.0)
    seen = student.grad("mae_loss", pred, target, wrt=(0, 1), cotangent=v)
    assert_close(seen.grads, gradients(lambda p, t: (p - t).abs().mean(), pred, target, cotangent=v))


@mae_loss
@pytest.mark.parametrize("shape", [(7, 3), (4, 2, 5)])
def test_mae_loss_gradient_at_ties(student, rng, shape):
    """Where pred equals target the gradient is 0, and elsewhere it is not"""
    pred, target, v = rng.normal(*shape), rng.normal(*shape), rng.uniform(low=1.5, high=3.0)
    target[::2] = pred[::2]
    seen = student.grad("mae_loss", pred, target, wrt=(0, 1), cotangent=v)
    slope = v * torch.sign(pred - target) / pred.numel()
    assert_close(seen.grads, (slope, -slope))


@mae_loss
@UNEQUAL
def test_mae_loss_refuses_unequal_shapes(student, rng, shape, other):
    """Equal shapes give the loss; unequal ones raise ValueError, (N, 1) against (N,) too"""
    pred, target = rng.normal(*shape), rng.normal(*shape)
    assert_close(student.mae_loss(pred, target), F.l1_loss(pred, target))
    with student.raises(ValueError):
        student.mae_loss(pred, rng.normal(*other))


@mae_loss
def test_mae_loss_leaves_arguments(student, rng):
    """The loss is right, and pred and target stay as they were"""
    pred, target = rng.normal(7, 3), rng.normal(7, 3)
    seen = student.run("mae_loss", pred, target)
    assert_close(seen.value, F.l1_loss(pred, target))
    assert_unchanged(seen, 0, 1)


@mse_grad
@pytest.mark.visible
def test_mse_grad_example(student):
    """mse_grad([[1, 2, 3], [4, 5, 6]], [[-2, 5, 3], [-2, 5, 6]]) is [[1, -1, 0], [2, 0, 0]]"""
    pred = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    target = torch.tensor([[-2.0, 5.0, 3.0], [-2.0, 5.0, 6.0]])
    assert_close(student.mse_grad(pred, target), torch.tensor([[1.0, -1.0, 0.0], [2.0, 0.0, 0.0]]))


@mse_grad
@pytest.mark.parametrize("shape", [(7, 3), (4, 5)])
def test_mse_grad_matches_autograd(student, rng, shape):
    """mse_grad is the derivative of the mean over every element"""
    pred, target = rng.normal(*shape), rng.normal(*shape)
    (want,) = gradients(lambda p: F.mse_loss(p, target), pred, cotangent=torch.tensor(1.0).double())
    assert_close(student.mse_grad(pred, target), want)


@mse_grad
@pytest.mark.parametrize("shape", [(11,), (5, 2, 3)])
def test_mse_grad_any_dims(student, rng, shape):
    """The derivative is right for other numbers of dimensions than two"""
    pred, target = rng.normal(*shape), rng.normal(*shape)
    (want,) = gradients(lambda p: F.mse_loss(p, target), pred, cotangent=torch.tensor(1.0).double())
    assert_close(student.mse_grad(pred, target), want)


@mse_grad
@UNEQUAL
def test_mse_grad_refuses_unequal_shapes(student, rng, shape, other):
    """Equal shapes give the derivative; unequal ones raise ValueError, (N, 1) against (N,) too"""
    pred, target = rng.normal(*shape), rng.normal(*shape)
    assert_close(student.mse_grad(pred, target), 2 * (pred - target) / pred.numel())
    with student.raises(ValueError):
        student.mse_grad(pred, rng.normal(*other))


@mse_grad
def test_mse_grad_leaves_arguments(student, rng):
    """The derivative is a new tensor, and pred and target stay as they were"""
    pred, target = rng.normal(7, 3), rng.normal(7, 3)
    seen = student.run("mse_grad", pred, target)
    assert_close(seen.value, 2 * (pred - target) / pred.numel())
    assert_unchanged(seen, 0, 1)


@linear_grads
@pytest.mark.visible
def test_linear_grads_example(student):
    """linear_grads([[1, 2, 3], [4, 5, 6]], [[1, -1], [2, 0]]) is ([[9, 12, 15], [-1, -2, -3]], [3, -1])"""
    x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    dy = torch.tensor([[1.0, -1.0], [2.0, 0.0]])
    dW = torch.tensor([[9.0, 12.0, 15.0], [-1.0, -2.0, -3.0]])
    assert_close(student.linear_grads(x, dy, returns=PAIR), (dW, torch.tensor([3.0, -1.0])))


@linear_grads
@pytest.mark.parametrize("sizes", [(7, 3, 5), (4, 5, 2)])
def test_linear_grads_weight(student, rng, sizes):
    """dW has the shape of W, (out, in), and is summed over the rows"""
    n, inputs, outputs = sizes
    x, dy = rng.normal(n, inputs), rng.normal(n, outputs)
    dW, _ = student.linear_grads(x, dy, returns=PAIR)
    assert_close(dW, layer_grads(x, dy)[0])


@linear_grads
@pytest.mark.parametrize("sizes", [(7, 3, 5), (4, 5, 2)])
def test_linear_grads_bias(student, rng, sizes):
    """db has the shape of b, (out,), and is summed over the rows"""
    n, inputs, outputs = sizes
    x, dy = rng.normal(n, inputs), rng.normal(n, outputs)
    _, db = student.linear_grads(x, dy, returns=PAIR)
    assert_close(db, layer_grads(x, dy)[1])


@linear_grads
@pytest.mark.parametrize("sizes", [(1, 4, 3), (6, 5, 1)])
def test_linear_grads_single_row_or_output(student, rng, sizes):
    """A batch of one row, or a layer with one output, still gives the shapes (out, in) and (out,)"""
    n, inputs, outputs = sizes
    x, dy = rng.normal(n, inputs), rng.normal(n, outputs)
    assert_close(student.linear_grads(x, dy, returns=PAIR), layer_grads(x, dy))


@linear_grads
def test_linear_grads_leaves_arguments(student, rng):
    """Both gradients are right, and x and dy stay as they were"""
    x, dy = rng.normal(7, 3), rng.normal(7, 5)
    seen = student.run("linear_grads", x, dy, returns=PAIR)
    assert_close(seen.value, layer_grads(x, dy))
    assert_unchanged(seen, 0, 1)


@sgd_step
@pytest.mark.visible
def test_sgd_step_example(student):
    """With lr 0.1, [1, 2] with gradient [10, -10] becomes [0, 3]; [5] with gradient None stays"""
    w, b = torch.tensor([1.0, 2.0]), torch.tensor([5.0])
    seen = student.run("sgd_step", [w, b], [torch.tensor([10.0, -10.0]), None], 0.1, returns=None)
    assert_close(seen.args[0], [torch.tensor([0.0, 3.0]), torch.tensor([5.0])])


@sgd_step
@pytest.mark.parametrize("lr", [0.3, 0.07])
def test_sgd_step_moves_every_parameter(student, rng, lr):
    """Every parameter, of whatever shape, moves by -lr times its own gradient"""
    shapes = [(3, 2), (4,), (), (2, 1, 5)]
    params, grads = [rng.normal(*shape) for shape in shapes], [rng.normal(*shape) for shape in shapes]
    seen = student.run("sgd_step", params, grads, lr, returns=None)
    assert_close(seen.args[0], [param - lr * grad for param, grad in zip(params, grads, strict=True)])


@sgd_step
def test_sgd_step_skips_none(student, rng):
    """A parameter whose gradient is None stays, and those after it still move by their own gradients"""
    params, grads = [rng.normal(3, 2) for _ in range(6)], [rng.normal(3, 2) for _ in range(6)]
    want = [param - 0.3 * grad for param, grad in zip(params, grads, strict=True)]
    for index in (2, 4):
        grads[index], want[index] = None, params[index]
    seen = student.run("sgd_step", params, grads, 0.3, returns=None)
    assert_close(seen.args[0], want)


@sgd_step
def test_sgd_step_in_place(student, rng):
    """The tensors that the caller holds are changed themselves, also when they require grad, and still do afterwards"""
    values, grads = [rng.normal(4, 3), rng.normal(4)], [rng.normal(4, 3), rng.normal(4)]
    held = student.build(*[recipe.leaf(value) for value in values])
    student.sgd_step(list(held), grads, 0.3, returns=None)
    for leaf, value, grad in zip(held, values, grads, strict=True):
        after = leaf.view(returns=object)
        assert isinstance(after, LeafView)
        assert_close(after.value, value - 0.3 * grad)


@sgd_step
def test_sgd_step_same_memory(student, rng):
    """The new values lie where the old ones lay: whoever holds a view of a parameter sees them"""
    values, grads = [rng.normal(4, 3), rng.normal(5)], [rng.normal(4, 3), rng.normal(5)]
    held = student.build(*[recipe.leaf(value) for value in values])
    looking = [leaf.keep("detach") for leaf in held]
    student.sgd_step(list(held), grads, 0.3, returns=None)
    for view, value, grad in zip(looking, values, grads, strict=True):
        assert_close(view.view(returns=Tensor), value - 0.3 * grad)


@sgd_step
def test_sgd_step_leaves_gradients(student, rng):
    """The parameters move, and the gradients stay as they were"""
    params, grads = [rng.normal(3, 2), rng.normal(4)], [rng.normal(3, 2), rng.normal(4)]
    seen = student.run("sgd_step", params, grads, 0.3, returns=None)
    assert_close(seen.args[0], [param - 0.3 * grad for param, grad in zip(params, grads, strict=True)])
    assert_unchanged(seen, 1)


@fit_linear
@pytest.mark.visible
def test_fit_linear_example(student):
    """One step with lr 0.1 from W = [[1]], b = [0] on x = [[1], [2]], y = [[3], [5]] gives [[1.8]] and [0.5]"""
    x, y = torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0], [5.0]])
    W, b = torch.tensor([[1.0]]), torch.tensor([0.0])
    got = student.fit_linear(x, y, W, b, lr=0.1, steps=1, returns=PAIR)
    assert_close(got, (torch.tensor([[1.8]]), torch.tensor([0.5])))


@fit_linear
@pytest.mark.parametrize("sizes", [(9, 3, 2), (6, 4, 1)])
def test_fit_linear_one_step(student, rng, sizes):
    """One step moves W and b against the gradients of the mean squared error at the start values"""
    x, y, W, b = regression(rng, *sizes)
    got = student.fit_linear(x, y, W, b, lr=0.1, steps=1, returns=PAIR)
    assert_close(got, descend(x, y, W, b, 0.1, 1))


@fit_linear
@pytest.mark.parametrize("lr", [0.1, 0.03])
def test_fit_linear_two_steps(student, rng, lr):
    """The second step uses the gradients where the first one ended, and nothing else"""
    x, y, W, b = regression(rng, 7, 3, 2)
    got = student.fit_linear(x, y, W, b, lr=lr, steps=2, returns=PAIR)
    assert_close(got, descend(x, y, W, b, lr, 2))


@fit_linear
@pytest.mark.parametrize("steps", [0, 5, 17])
def test_fit_linear_counts_steps(student, rng, show, steps):
    """0, 5 and 17 steps end exactly where gradient descent is after so many steps"""
    x, y, W, b = regression(rng, 9, 3, 2)
    got = student.fit_linear(x, y, W, b, lr=0.1, steps=steps, returns=PAIR)
    path = descent(x, y, W, b, 0.1, steps)
    show.curve("loss", lambda: [loss_of(x, y, *got)], [loss_of(x, y, *place) for place in path], at=[steps])
    assert_close(got, path[-1])


@fit_linear
@pytest.mark.parametrize("steps", [3, 5])
def test_fit_linear_takes_every_step(student, rng, show, steps):
    """With a learning rate so large that the loss rises, it still takes exactly `steps` steps"""
    x, y, W, b = regression(rng, 9, 3, 2)
    lr = 3 / steepest(x, 2)
    got = student.fit_linear(x, y, W, b, lr=lr, steps=steps, returns=PAIR)
    path = descent(x, y, W, b, lr, steps)
    show.curve("loss", lambda: [loss_of(x, y, *got)], [loss_of(x, y, *place) for place in path], at=[steps])
    assert_close(got, path[-1])


@fit_linear
@pytest.mark.parametrize("steps", [2, 0])
def test_fit_linear_returns_new_tensors(student, rng, steps):
    """W and b are new tensors, also after 0 steps: changing the start values later does not change them"""
    x, y, W, b = regression(rng, 7, 3, 2)
    held = student.build(recipe.leaf(W), recipe.leaf(b))
    for start in held:
        start.requires_grad_(False)
    fitted = student.keep("fit_linear", x, y, *held, 0.1, steps)
    for start in held:
        start.add_(5.0)
    got = tuple(fitted.run("__getitem__", index).value for index in range(2))
    assert_close(got, descend(x, y, W, b, 0.1, steps))


@fit_linear
def test_fit_linear_leaves_arguments(student, rng):
    """The fit is right, and x, y and the start values that were passed in stay as they were"""
    x, y, W, b = regression(rng, 8, 3, 5)
    seen = student.run("fit_linear", x, y, W, b, 0.1, 3, returns=PAIR)
    assert_close(seen.value, descend(x, y, W, b, 0.1, 3))
    assert_unchanged(seen, 0, 1, 2, 3)


@normal_equation
@pytest.mark.visible
def test_normal_equation_example(student):
    """normal_equation([[0, 2], [1, 1], [2, 3]], [[2, 8], [5, 2], [11, 5]], ridge=2) is ([[2, 1], [-1, 1]], [2, 4])"""
    x = torch.tensor([[0.0, 2.0], [1.0, 1.0], [2.0, 3.0]])
    y = torch.tensor([[2.0, 8.0], [5.0, 2.0], [11.0, 5.0]])
    got = student.normal_equation(x, y, ridge=2.0, returns=PAIR)
    assert_close(got, (torch.tensor([[2.0, 1.0], [-1.0, 1.0]]), torch.tensor([2.0, 4.0])))


@normal_equation
@pytest.mark.parametrize("ridge", [0.7, 30.0])
def test_normal_equation_minimum(student, rng, ridge):
    """W and b minimise the sum of the squares plus ridge times the squares of W, for a weak and a strong ridge"""
    x, y, _, _ = regression(rng, 9, 4, 2)
    assert_close(student.normal_equation(x, y, ridge, returns=PAIR), least_squares(x, y, ridge))


@normal_equation
def test_normal_equation_bias_is_free(student, rng):
    """The penalty does not pull the bias towards 0: adding 20 to y adds 20 to b and leaves W"""
    x, y, _, _ = regression(rng, 8, 3, 2)
    assert_close(student.normal_equation(x, y + 20, 5.0, returns=PAIR), least_squares(x, y + 20, 5.0))


@normal_equation
def test_normal_equation_leaves_arguments(student, rng):
    """The solution is right, and x and y stay as they were"""
    x, y, _, _ = regression(rng, 7, 3, 2)
    seen = student.run("normal_equation", x, y, 1.7, returns=PAIR)
    assert_close(seen.value, least_squares(x, y, 1.7))
    assert_unchanged(seen, 0, 1)


@normal_equation
@pytest.mark.parametrize("outputs", [1, 3])
def test_normal_equation_dependent_columns(student, rng, outputs):
    """More columns than rows, some of them equal, still have one solution"""
    x, y, _, _ = regression(rng, 5, 4, outputs)
    x = torch.cat([x, x[:, :2]], dim=1)
    assert_close(student.normal_equation(x, y, 0.9, returns=PAIR), least_squares(x, y, 0.9))
