"""The three exercises' checks as an instructor writes them for a grader that runs them beside the student's code."""

import torch
import torch.nn.functional as F
from torch.testing import assert_close


def check_linear_forward(linear_forward):
    """As the thirteen cases of the hidden suite."""
    x, W, b = torch.tensor([[1.0, 2, 3]]), torch.tensor([[1.0, 0, -1], [2, 1, 0]]), torch.tensor([10.0, 20])
    assert_close(linear_forward(x, W, b), torch.tensor([[8.0, 24.0]]))
    for lead, inputs, outputs in (((5,), 4, 4), ((7,), 3, 5), ((), 4, 4), ((2, 5), 3, 7)):
        x, W, b = torch.randn(*lead, inputs), torch.randn(outputs, inputs), torch.randn(outputs)
        kept = [x.clone(), W.clone(), b.clone()]
        assert_close(linear_forward(x, W, b), F.linear(x, W, b), rtol=1e-4, atol=1e-4)
        assert all(torch.equal(one, two) for one, two in zip((x, W, b), kept, strict=True))
        mine, theirs = ([t.clone().requires_grad_() for t in kept] for _ in range(2))
        v = torch.randn(*lead, outputs)
        got = torch.autograd.grad((linear_forward(*theirs) * v).sum(), theirs)
        want = torch.autograd.grad((F.linear(*mine) * v).sum(), mine)
        assert_close(got, want, rtol=1e-4, atol=1e-4)


def check_mse_grad(mse_grad):
    """As the cases of the hidden suite."""
    pred = torch.tensor([[1.0, 2, 3], [4, 5, 6]])
    target = torch.tensor([[-2.0, 5, 3], [-2, 5, 6]])
    assert_close(mse_grad(pred, target), torch.tensor([[1.0, -1, 0], [2, 0, 0]]))
    for shape in ((7, 3), (11,), (5, 2, 3), ()):
        pred, target = torch.randn(shape), torch.randn(shape)
        leaf = pred.clone().requires_grad_()
        F.mse_loss(leaf, target).backward()
        kept = pred.clone(), target.clone()
        assert_close(mse_grad(pred, target), leaf.grad, rtol=1e-4, atol=1e-4)
        assert torch.equal(pred, kept[0])
        assert torch.equal(target, kept[1])
    for shape, other in (((6, 1), (6,)), ((5, 3), (1, 3)), ((2, 3), (3, 2))):
        try:
            mse_grad(torch.randn(shape), torch.randn(other))
        except ValueError:
            continue
        raise AssertionError("unequal shapes must raise ValueError")


def check_sgd_step(sgd_step):
    """As the cases of the hidden suite."""
    w, b = torch.tensor([1.0, 2]), torch.tensor([5.0])
    sgd_step([w, b], [torch.tensor([10.0, -10]), None], 0.1)
    assert_close(w, torch.tensor([0.0, 3]))
    assert_close(b, torch.tensor([5.0]))
    for lr in (0.3, 0.07):
        shapes = [(3, 2), (4,), (), (2, 1, 5)]
        params, grads = ([torch.randn(shape) for shape in shapes] for _ in range(2))
        grads[2] = None
        want = [p if g is None else p - lr * g for p, g in zip([p.clone() for p in params], grads, strict=True)]
        kept = [None if g is None else g.clone() for g in grads]
        sgd_step(params, grads, lr)
        assert_close(params, want, rtol=1e-4, atol=1e-4)
        assert all(g is None or torch.equal(g, k) for g, k in zip(grads, kept, strict=True))
    leaves = [torch.randn(4, 3, requires_grad=True), torch.randn(4, requires_grad=True)]
    before, grads = [leaf.detach().clone() for leaf in leaves], [torch.randn(4, 3), torch.randn(4)]
    sgd_step(leaves, grads, 0.3)
    for leaf, value, grad in zip(leaves, before, grads, strict=True):
        assert_close(leaf.detach(), value - 0.3 * grad, rtol=1e-4, atol=1e-4)
        assert leaf.requires_grad
