import pytest
import torch
import torch.nn.functional as F
from inside_worker import InsideWorker, bare
from torch import nn

from grader import recipe
from grader.sandbox.inside.wire import Handle

X = torch.tensor([[1.0, -2.0]])
MSE = ["torch.nn.functional.mse_loss", "torch.nn.MSELoss"]


def asked(source: str, forbidden: list[str], *args: object, name: str = "f") -> object:
    """("used", name, line) or the value of one call of f under these prohibitions."""
    reply = InsideWorker(m=source).call(name, *(args or (X, X)), forbidden=forbidden)
    if reply["outcome"] == "used_builtin":
        name, file, line = reply["use"]
        assert file == "m.py"
        return ("used", name, line)
    return bare(reply["value"]) if reply["outcome"] == "returned" else reply["message"]


SWALLOWED = """import torch

def f(a, b):
    try:
        return torch.nn.MSELoss()(a, b)
    except BaseException:
        return a
"""
CAUGHT = {
    "attribute": ("import torch\ndef f(a, b):\n    return torch.nn.functional.mse_loss(a, b)", MSE[0], 3),
    "alias": ("import torch.nn.functional as Q\ndef f(a, b):\n    return Q.mse_loss(a, b)", MSE[0], 3),
    "bound at import": ("from torch.nn.functional import mse_loss as g\ndef f(a, b):\n    return g(a, b)", MSE[0], 3),
    "bound in the call": (
        "def f(a, b):\n    from torch.nn.functional import mse_loss as g\n    return g(a, b)",
        MSE[0],
        3,
    ),
    "getattr": (
        "import torch\ndef f(a, b):\n    return getattr(torch.nn.functional, 'mse' + '_loss')(a, b)",
        MSE[0],
        3,
    ),
    "importlib": (
        "import importlib\ndef f(a, b):\n    return importlib.import_module('torch.nn.functional').mse_loss(a, b)",
        MSE[0],
        3,
    ),
    "partial": (
        "import functools, torch\ndef f(a, b):\n    return functools.partial(torch.nn.functional.mse_loss)(a, b)",
        MSE[0],
        3,
    ),
    "map": ("import torch\ndef f(a, b):\n    return list(map(torch.nn.functional.mse_loss, [a], [b]))", MSE[0], 3),
    "class": ("from torch import nn\ndef f(a, b):\n    return nn.MSELoss()(a, b)", MSE[1], 3),
    "class bound at import": ("from torch.nn import MSELoss as M\ndef f(a, b):\n    return M()(a, b)", MSE[1], 3),
    "subclass": ("from torch import nn\nclass M(nn.MSELoss):\n    pass\ndef f(a, b):\n    return M()(a, b)", MSE[1], 5),
    "swallowed": (SWALLOWED, MSE[1], 5),
}


@pytest.mark.parametrize(("source", "name", "line"), CAUGHT.values(), ids=CAUGHT.keys())
def test_a_forbidden_builtin_is_caught_when_it_is_called(source, name, line):
    """By whatever name, with the learner's own line, also where the learner catches the exception."""
    assert asked(source, MSE) == ("used", name, line)


def test_a_method_is_forbidden_by_its_bare_name():
    """On any tensor."""
    source = "def f(x):\n    y = (x * x).sum()\n    y.backward()\n    return x.grad"
    leaf = recipe.leaf(X)
    assert asked(source, [".backward"], leaf) == ("used", ".backward", 3)
    assert asked(source, [".nothing_of_the_kind"], leaf) == [[2.0, -4.0]]


@pytest.mark.parametrize(
    "call",
    [
        "torch.autograd.grad(y, x)",
        "torch.autograd.backward(y)",
        "getattr(torch.autograd, 'functional').vjp(lambda x: x * x, x)",
    ],
)
def test_a_package_is_forbidden_with_everything_under_it(call):
    """All of its public functions."""
    source = f"import torch\ndef f(x):\n    y = (x * x).sum()\n    {call}\n    return x"
    assert asked(source, ["torch.autograd"], recipe.leaf(X)) == ("used", "torch.autograd", 4)


@pytest.mark.parametrize(
    "mode", ["torch.no_grad()", "torch.enable_grad()", "torch.inference_mode()", "torch.set_grad_enabled(False)"]
)
def test_switching_the_grad_mode_is_no_use_of_autograd(mode):
    """A gradient that is worked out by hand under no_grad is worked out by hand."""
    source = f"import torch\ndef f(a, b):\n    with {mode}:\n        return 2 * (a - b)"
    assert asked(source, ["torch.autograd", "torch.func", ".backward"], X, X - 1) == [[2.0, 2.0]]


def test_an_optimiser_is_forbidden_wherever_it_is_made():
    """A package's classes, also by their module's longer name."""
    source = "from torch.optim.sgd import SGD\ndef f(x):\n    return SGD([x], lr=0.1) and None"
    assert asked(source, ["torch.optim"], recipe.leaf(X)) == ("used", "torch.optim", 3)


def test_what_is_not_forbidden_works():
    """Other functions, and names that this torch does not have."""
    source = "import torch\ndef f(a, b):\n    return torch.nn.functional.l1_loss(a, b)"
    assert asked(source, [*MSE, "torch.nothing.such", "torch.nn.Nothing"], X, X - 1) == 1.0


def test_torchs_own_code_may_use_what_the_learner_may_not():
    """nn.Linear calls F.linear, nn.MSELoss is called by recipes of ours."""
    linear = ["torch.nn.functional.linear", "torch.Tensor.square"]
    source = "def f(model, x):\n    return model(x).shape[1]"
    assert asked(source, linear, recipe.layer("Linear", 2, 3), X) == 3
    source = "from torch import nn\ndef f(x):\n    return nn.Linear(2, 4)(x).shape[1]"
    assert asked(source, linear, X) == 4


def test_recipes_are_built_from_the_originals():
    """An exercise that forbids nn.Linear may be handed one."""
    source = "def f(model, x):\n    return model(x).shape[1]"
    assert asked(source, ["torch.nn.Linear"], recipe.layer("Linear", 2, 3), X) == 3


def test_what_one_exercise_forbids_another_may_use():
    """Also where the module was first imported, and the name bound, during the forbidding call."""
    source = (
        "from torch.nn.functional import mse_loss\nimport torch\n"
        "def f(a, b): return a\ndef g(a, b):\n    return mse_loss(a, b)\ndef h(a, b): return torch.nn.MSELoss()(a, b)\n"
    )
    inside = InsideWorker(m=source)
    assert bare(inside.call("f", X, X, forbidden=MSE)["value"]) == [[1.0, -2.0]]
    for name in ("g", "h"):
        assert bare(inside.call(name, X, X - 1)["value"]) == 1.0
        assert inside.call(name, X, X - 1, forbidden=["torch.nn.functional.l1_loss"])["outcome"] == "returned"
    assert inside.call("g", X, X, forbidden=MSE)["outcome"] == "used_builtin"


def test_a_class_that_takes_its_arguments_in_new_still_takes_them(monkeypatch):
    """object.__init__, which such a class has, refuses arguments as soon as another __init__ stands on the class."""
    made = type("Made", (), {"__new__": lambda cls, *args: object.__new__(cls)})
    monkeypatch.setattr(torch, "Made", made, raising=False)
    inside = InsideWorker(m="import torch\ndef f(make): return type(make(1)).__name__\ndef g(): return torch.Made(1)")

    def torchs_own(*args):
        return made(*args)

    inside.worker.handles[0] = torchs_own
    assert inside.call("f", Handle(0, ""), forbidden=["torch.Made"])["value"] == "Made"
    assert inside.call("g", forbidden=["torch.Made"])["outcome"] == "used_builtin"


def test_everything_is_put_back_after_a_call():
    """Whether it returned, raised or used what it must not."""
    names = [*MSE, ".backward", "torch.autograd", "torch.optim", "torch.nn.Linear", "torch.nn.Module"]
    before = (
        F.mse_loss,
        nn.MSELoss.__init__,
        torch.Tensor.backward,
        torch.autograd.grad,
        torch.optim.SGD.__init__,
        nn.Linear.__init__,
    )
    for body in ("return a", "raise ValueError", "import torch; return torch.nn.functional.mse_loss(a, b)"):
        asked(f"def f(a, b):\n    {body}", names)
        after = (
            F.mse_loss,
            nn.MSELoss.__init__,
            torch.Tensor.backward,
            torch.autograd.grad,
            torch.optim.SGD.__init__,
            nn.Linear.__init__,
        )
        assert after == before


def test_the_backward_pass_of_ours_is_not_the_learners():
    """student.grad back-propagates where the exercise forbids that."""
    reply = InsideWorker(m="def f(x):\n    return x * x").call(
        "f", X, forbidden=["torch.autograd", ".backward"], wrt=[0], cotangent=torch.ones(1, 2)
    )
    assert bare(reply["grads"]) == [[[2.0, -4.0]]]


def test_a_hit_is_forgotten_before_the_next_call():
    """One use is charged to the call that made it."""
    inside = InsideWorker(
        m="import torch\ndef f(a, b): return torch.nn.functional.mse_loss(a, b)\ndef g(a, b): return 1"
    )
    assert inside.call("f", X, X, forbidden=MSE)["outcome"] == "used_builtin"
    assert inside.call("g", X, X, forbidden=MSE)["value"] == 1
