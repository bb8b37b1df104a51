import textwrap
import time

import pytest

from grader.forbidden import Use, scan

FORBIDDEN = (
    "torch.nn.functional.mse_loss",
    "torch.nn.functional.linear",
    "torch.nn.Linear",
    "torch.sigmoid",
    "torch.softmax",
    "torch.optim",
    ".backward",
)


def found(source: str, forbidden=FORBIDDEN, **others: str) -> list[Use]:
    sources = {"mse": textwrap.dedent(source), **{name: textwrap.dedent(text) for name, text in others.items()}}
    return scan(sources, "mse", ["mse_loss"], forbidden)


CAUGHT = {
    "full name": """
        import torch
        def mse_loss(p, t):
            return torch.nn.functional.mse_loss(p, t)  # here
        """,
    "module alias": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return F.mse_loss(p, t)  # here
        """,
    "package alias": """
        import torch.nn as nn
        def mse_loss(p, t):
            return nn.functional.mse_loss(p, t)  # here
        """,
    "from torch": """
        from torch import nn
        def mse_loss(p, t):
            return nn.functional.mse_loss(p, t)  # here
        """,
    "from torch.nn": """
        from torch.nn import functional
        def mse_loss(p, t):
            return functional.mse_loss(p, t)  # here
        """,
    "from import under another name": """
        from torch.nn.functional import mse_loss as m
        def mse_loss(p, t):
            return m(p, t)  # here
        """,
    "star import": """
        from torch.nn.functional import *
        def mse_loss(p, t):
            return linear(p, t)  # here
        """,
    "star import of torch": """
        from torch import *
        def mse_loss(p, t):
            return sigmoid(p) - t  # here
        """,
    "local import": """
        def mse_loss(p, t):
            from torch.nn.functional import mse_loss
            return mse_loss(p, t)  # here
        """,
    "import in a branch": """
        try:
            from torch.nn.functional import mse_loss as m
        except ImportError:
            m = None
        def mse_loss(p, t):
            return m(p, t)  # here
        """,
    "alias of the function": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            f = F.mse_loss  # here
            return f(p, t)  # here
        """,
    "alias of the function outside": """
        import torch.nn.functional as F
        f = F.mse_loss  # here
        def mse_loss(p, t):
            return f(p, t)  # here
        """,
    "alias of the module": """
        import torch
        mod = torch.nn
        def mse_loss(p, t):
            return mod.functional.mse_loss(p, t)  # here
        """,
    "alias of an alias": """
        import torch
        a = torch.nn
        def mse_loss(p, t):
            b = a
            c = b.functional
            return c.mse_loss(p, t)  # here
        """,
    "alias by unpacking": """
        import torch
        nn, zero = torch.nn, 0
        def mse_loss(p, t):
            return nn.functional.mse_loss(p, t)  # here
        """,
    "alias by walrus": """
        import torch
        def mse_loss(p, t):
            if (f := torch.nn.functional):
                return f.mse_loss(p, t)  # here
        """,
    "alias by loop": """
        import torch
        def mse_loss(p, t):
            for f in [torch.nn.functional]:
                return f.mse_loss(p, t)  # here
        """,
    "alias by choice": """
        import torch
        def mse_loss(p, t):
            return (torch.nn if p is t else torch.nn).functional.mse_loss(p, t)  # here
        """,
    "alias by global": """
        import torch
        f = None
        def setup():
            global f
            f = torch.nn.functional.mse_loss  # here
        def mse_loss(p, t):
            setup()
            return f(p, t)  # here
        """,
    "alias by default": """
        import torch.nn.functional as F
        def mse_loss(p, t, f=F):
            return f.mse_loss(p, t)  # here
        """,
    "default value": """
        import torch.nn.functional as F
        def mse_loss(p, t, f=F.mse_loss):  # here
            return f(p, t)  # here
        """,
    "getattr": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return getattr(F, "mse_loss")(p, t)  # here
        """,
    "getattr with a sum": """
        import torch.nn.functional as F
        NAME = "mse"
        def mse_loss(p, t):
            return getattr(F, NAME + "_loss")(p, t)  # here
        """,
    "getattr in steps": """
        import torch
        def mse_loss(p, t):
            return getattr(getattr(torch, "nn"), "functional").mse_loss(p, t)  # here
        """,
    "import_module": """
        import importlib
        def mse_loss(p, t):
            return importlib.import_module("torch.nn.functional").mse_loss(p, t)  # here
        """,
    "import_module alone": """
        from importlib import import_module
        F = import_module("torch.nn.functional")
        def mse_loss(p, t):
            return F.mse_loss(p, t)  # here
        """,
    "__import__": """
        def mse_loss(p, t):
            return __import__("torch").nn.functional.mse_loss(p, t)  # here
        """,
    "__import__ with fromlist": """
        def mse_loss(p, t):
            return __import__("torch.nn.functional", fromlist=["x"]).mse_loss(p, t)  # here
        """,
    "sys.modules": """
        import sys
        def mse_loss(p, t):
            return sys.modules["torch.nn.functional"].mse_loss(p, t)  # here
        """,
    "vars": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return vars(F)["mse_loss"](p, t)  # here
        """,
    "__dict__": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return F.__dict__["mse_loss"](p, t)  # here
        """,
    "globals": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return globals()["F"].mse_loss(p, t)  # here
        """,
    "attrgetter": """
        from operator import attrgetter
        import torch
        def mse_loss(p, t):
            return attrgetter("nn.functional.mse_loss")(torch)(p, t)  # here
        """,
    "partial": """
        from functools import partial
        import torch.nn.functional as F
        half = partial(F.mse_loss, reduction="sum")  # here
        def mse_loss(p, t):
            return half(p, t)
        """,
    "decorator": """
        import torch.nn.functional as F
        @F.mse_loss  # here
        def mse_loss(p, t):
            return p
        """,
    "lambda": """
        import torch.nn.functional as F
        mse_loss = lambda p, t: F.mse_loss(p, t)  # here
        """,
    "assigned as it is": """
        import torch.nn.functional as F
        mse_loss = F.mse_loss  # here
        """,
    "in a list": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return [F.mse_loss][0](p, t)  # here
        """,
    "in a comprehension": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return sum(F.mse_loss(a, b) for a, b in zip(p, t))  # here
        """,
    "nested function": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            def inner():
                return F.mse_loss(p, t)  # here
            return inner()
        """,
    "helper": """
        import torch.nn.functional as F
        def _helper(p, t):
            return F.mse_loss(p, t)  # here
        def mse_loss(p, t):
            return _helper(p, t)
        """,
    "helper of a helper": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return one(p, t)
        def one(p, t):
            return two(p, t)
        def two(p, t):
            return F.mse_loss(p, t)  # here
        """,
    "method of a helper": """
        import torch.nn.functional as F
        class Loss:
            @staticmethod
            def of(p, t):
                return F.mse_loss(p, t)  # here
        def mse_loss(p, t):
            return Loss.of(p, t)
        """,
    "attribute of a class": """
        import torch.nn.functional as F
        class Loss:
            f = F.mse_loss  # here
        def mse_loss(p, t):
            return Loss().f(p, t)
        """,
    "second definition": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return p
        if True:
            def mse_loss(p, t):
                return F.mse_loss(p, t)  # here
        """,
    "table of functions": """
        import torch.nn.functional as F
        TABLE = {"mse": F.mse_loss}  # here
        def mse_loss(p, t):
            return TABLE["mse"](p, t)
        """,
    "class that derives": """
        from torch import nn
        class mse_loss(nn.Linear):  # here
            pass
        """,
    "class by its other path": """
        from torch.nn.modules.linear import Linear
        def mse_loss(p, t):
            return Linear(2, 3)(p)  # here
        """,
    "module of another package": """
        from torch.nn.modules import loss
        def mse_loss(p, t):
            return loss.F.mse_loss(p, t)  # here
        """,
    "private spelling": """
        import torch
        def mse_loss(p, t):
            return torch._C._nn.linear(p, t)  # here
        """,
    "torch.ops": """
        import torch
        def mse_loss(p, t):
            return torch.ops.aten.mse_loss.default(p, t)  # here
        """,
    "sigmoid of torch.special": """
        import torch
        def mse_loss(p, t):
            return torch.special.expit(p)  # here
        """,
    "sigmoid of functional": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return F.sigmoid(p)  # here
        """,
    "sigmoid of Tensor": """
        import torch
        def mse_loss(p, t):
            return torch.Tensor.sigmoid(p)  # here
        """,
    "sigmoid as a method": """
        def mse_loss(p, t):
            return (p - t).sigmoid()  # here
        """,
    "sigmoid in place": """
        def mse_loss(p, t):
            return p.clone().sigmoid_()  # here
        """,
    "method by alias": """
        def mse_loss(p, t):
            f = p.sigmoid
            return f()  # here
        """,
    "method by methodcaller": """
        import operator
        def mse_loss(p, t):
            return operator.methodcaller("sigmoid")(p)  # here
        """,
    "softmax of functional": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return F.softmax(p, dim=-1)  # here
        """,
    "softmax of torch.special": """
        import torch
        def mse_loss(p, t):
            return torch.special.softmax(p, -1)  # here
        """,
    "softmax as a method": """
        def mse_loss(p, t):
            return p.softmax(-1)  # here
        """,
    "under a package": """
        from torch.optim import sgd
        def mse_loss(p, t):
            return sgd.SGD(p, 0.1)  # here
        """,
    "package alone": """
        import torch
        def mse_loss(p, t):
            return use(torch.optim)  # here
        """,
    "backward": """
        def mse_loss(p, t):
            (p - t).sum().backward()  # here
        """,
    "backward by getattr": """
        def mse_loss(p, t):
            getattr(p, "backward")()  # here
        """,
    "backward by alias": """
        def mse_loss(p, t):
            go = p.backward
            go()  # here
        """,
    "backward of Tensor": """
        import torch
        def mse_loss(p, t):
            run(torch.Tensor.backward, p)  # here
        """,
    "in a list of modules": """
        import torch
        def mse_loss(p, t):
            return [torch.nn][0].functional.mse_loss(p, t)  # here
        """,
    "walrus in a chain": """
        import torch
        def mse_loss(p, t):
            return (nn := torch.nn).functional.mse_loss(p, t)  # here
        """,
    "walrus in a comprehension": """
        import torch
        def mse_loss(p, t):
            [nn := torch.nn for _ in p]
            return nn.functional.mse_loss(p, t)  # here
        """,
    "method of an attribute": """
        def mse_loss(p, t):
            return p.data.sigmoid()  # here
        """,
    "method in a static method": """
        class mse_loss:
            @staticmethod
            def of(p):
                return p.sigmoid()  # here
        """,
    "global past a local name": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            F = p
            def inner():
                global F
                return F.mse_loss(p, t)  # here
            return inner()
        """,
    "nonlocal": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            f = None
            def inner():
                nonlocal f
                f = F
            inner()
            return f.mse_loss(p, t)  # here
        """,
    "chain broken over lines": """
        import torch
        def mse_loss(p, t):
            return (torch.nn
                    .functional
                    .mse_loss(p, t))  # here
        """,
    "parameter in another function": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            g = lambda F: F.mse_loss
            return F.mse_loss(p, t)  # here
        """,
    "name of a class body": """
        import torch.nn.functional as F
        class mse_loss:
            F = None
            def forward(self, p, t):
                return F.mse_loss(p, t)  # here
        """,
}


@pytest.mark.parametrize("spelling", CAUGHT)
def test_a_use_is_found_with_its_line(spelling):
    """However it is spelled, the use of a forbidden built-in is found, on its line and on no other."""
    lines = textwrap.dedent(CAUGHT[spelling]).split("\n")
    marked = [number for number, line in enumerate(lines, 1) if line.endswith("# here")]
    uses = found(CAUGHT[spelling])
    assert sorted({use.line for use in uses}) == marked
    assert {use.file for use in uses} == {"mse.py"}
    assert {use.text for use in uses} == {lines[number - 1].strip() for number in marked}


HONEST = {
    "plain arithmetic": """
        import torch
        import torch.nn.functional as F
        def mse_loss(p, t):
            return ((p - t) ** 2).mean()
        """,
    "comment and text": '''
        import torch.nn.functional as F
        def mse_loss(p, t):
            """Like F.mse_loss, but ours; no loss.backward() in it."""
            # F.mse_loss(p, t) would do it
            print("F.mse_loss", f"{p} F.mse_loss(p, t)")
            return p
        ''',
    "import that is not used": """
        from torch.nn.functional import mse_loss as theirs, linear
        from torch.optim import SGD
        def mse_loss(p, t):
            return p
        """,
    "parameter called F": """
        import torch.nn.functional as F
        def mse_loss(p, t, F):
            return F.mse_loss(p, t)
        """,
    "parameter called torch": """
        import torch
        def mse_loss(p, torch):
            return torch.nn.functional.mse_loss(p)
        """,
    "variable called F": """
        import torch.nn.functional as F
        class Own:
            def mse_loss(self, p, t):
                return p
        def mse_loss(p, t):
            F = Own()
            return F.mse_loss(p, t)
        """,
    "loop variable called F": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            return [F.mse_loss for F in p]
        """,
    "captures called F": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            match p:
                case [F, *_]:
                    return F.mse_loss
        """,
    "with and except called F": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            try:
                with p as (F, g):
                    return F.mse_loss
            except ValueError as F:
                return F.mse_loss
        """,
    "its own recursion": """
        from torch.nn import functional as F
        def mse_loss(p, t):
            return mse_loss(p - 1, t) if len(p) else p
        """,
    "own function of the same name": """
        def linear(x, w):
            return x @ w.T
        def sigmoid(x):
            return 1 / (1 + (-x).exp())
        def mse_loss(p, t):
            return sigmoid(linear(p, t))
        """,
    "own method of the same name": """
        class Net:
            def sigmoid(self, x):
                return 1 / (1 + (-x).exp())
            def forward(self, x):
                return self.sigmoid(x)
        def mse_loss(p, t):
            net = Net()
            return net.sigmoid(p)
        """,
    "own attribute of the same name": """
        class Net:
            def __init__(self):
                self.softmax = lambda x: x
        def mse_loss(p, t):
            net = Net()
            return net.softmax(p)
        """,
    "inherited method of the same name": """
        from base import Net
        class mse_loss(Net):
            def forward(self, p, t):
                return self.softmax(p)
        """,
    "another exercise's code": """
        import torch.nn.functional as F
        def other(p, t):
            return F.mse_loss(p, t)
        def mse_loss(p, t):
            return p
        """,
    "other functions of the same module": """
        import torch
        import torch.nn.functional as F
        def mse_loss(p, t):
            return F.relu(torch.exp(p)) + torch.nn.Parameter(t)
        """,
    "annotations": """
        from torch import nn, optim
        import torch.nn.functional as F
        def mse_loss(p: nn.Linear, t: "nn.Linear", *, o: optim.Optimizer = None) -> nn.Linear:
            x: nn.Linear = p
            return x
        """,
    "asking for the type": """
        from torch import nn
        def mse_loss(p, t):
            match p:
                case nn.Linear(weight=w):
                    return w
            return isinstance(p, nn.Linear) or issubclass(type(p), (nn.Linear, nn.ReLU))
        """,
    "similar names": """
        import torch
        from torch import nn
        def mse_loss(p, t):
            return nn.Sigmoid, nn.Softmax, nn.init, nn.LazyLinear, torch.logsigmoid, p.backward_hooks, p.linear(t)
        """,
    "method of a text or of numpy": """
        import numpy as np
        def mse_loss(p, t):
            return "a,b".sigmoid(), np.zeros(3).sigmoid(), np.sigmoid(p)
        """,
    "taking the place of a built-in": """
        import torch.nn.functional as F
        def mse_loss(p, t):
            F.mse_loss = None
            return p
        """,
    "star import that does not bring it": """
        from torch.nn.functional import *
        def mse_loss(p, t):
            return softmax_, sum(p), len(t), abs(t)
        """,
    "own backward": """
        import engine
        def mse_loss(p, t):
            engine.backward(p)
            return engine.Value.backward(p)
        """,
}


@pytest.mark.parametrize("what", HONEST)
def test_an_honest_answer_is_left_alone(what):
    """What only looks like a forbidden built-in, or uses it for another exercise, is no use of it."""
    engine = "def backward(p):\n    return p\nclass Value:\n    def backward(self):\n        return self\n"
    assert found(HONEST[what], engine=engine) == []


def test_star_imports_bring_what_the_module_exports():
    """A built-in function of Python's is told from torch's by what the star import really brings."""
    source = "from {} import *\ndef mse_loss(p, t):\n    return sum(p)\n"
    assert found(source.format("torch"), ["torch.sum"]) == [Use("torch.sum", "mse.py", 3, "return sum(p)")]
    assert found(source.format("torch.nn.functional"), ["torch.sum"]) == []
    assert found(source.format("math"), ["torch.sum"]) == []


def test_a_package_forbids_all_under_it():
    """`torch.autograd` is everything under it, and nothing beside it."""
    source = """
        import torch
        from torch.autograd import grad as g
        def mse_loss(p, t):
            torch.no_grad()
            with torch.autograd.no_grad():
                return g(p, t)
        """
    assert found(source, ["torch.autograd"]) == [
        Use("torch.autograd", "mse.py", 6, "with torch.autograd.no_grad():"),
        Use("torch.autograd", "mse.py", 7, "return g(p, t)"),
    ]


def test_a_module_that_shares_its_last_name_is_another_one():
    """torch.nn.functional is not torch.autograd.functional, also where it is given a name of one's own."""
    source = """
        import torch
        F = torch.nn.functional
        def mse_loss(p, t):
            functional = torch.nn.functional
            return functional.relu(F.pad(p))
        """
    assert found(source, ["torch.autograd.functional", "torch.func"]) == []
    assert {use.line for use in found(source.replace("torch.nn", "torch.autograd"), ["torch.autograd.functional"])} == {
        3, 5, 6,
    }  # fmt: skip


def test_nothing_forbidden_finds_nothing():
    """Without forbidden names, and for a module that was not read, there is nothing to find."""
    source = "import torch\ndef mse_loss(p, t):\n    return torch.sigmoid(p)\n"
    assert found(source, []) == []
    assert scan({"mse": source}, "other", ["mse_loss"], FORBIDDEN) == []
    assert scan({"mse": source}, "mse", ["nowhere"], FORBIDDEN) == []
    assert len(found(source)) == 1


HELPERS = """
    import torch.nn.functional as F
    from torch.nn.functional import mse_loss as theirs
    def helper(p, t):
        return F.mse_loss(p, t)
    half = F.mse_loss
    part = dict(f=F.mse_loss)["f"]
    class Loss:
        def __call__(self, p, t):
            return F.mse_loss(p, t)
    def honest(p, t):
        return p
    """


@pytest.mark.parametrize(
    ("imports", "call", "lines"),
    [
        ("from helpers import helper", "helper(p, t)", [5]),
        ("from helpers import helper as h", "h(p, t)", [5]),
        ("import helpers", "helpers.helper(p, t)", [5]),
        ("import helpers as hs", "hs.helper(p, t)", [5]),
        ("from helpers import *", "helper(p, t)", [5]),
        ("from helpers import part", "part(p, t)", [7]),
        ("import helpers", "helpers.part(p, t)", [7]),
        ("from helpers import Loss", "Loss()(p, t)", [10]),
        ("import helpers", "helpers.Loss.__call__(None, p, t)", [10]),
        ("import importlib", "importlib.import_module('helpers').helper(p, t)", [5]),
        ("from helpers import honest", "honest(p, t)", []),
    ],
)
def test_helpers_in_other_modules_are_followed(imports, call, lines):
    """A helper that lies in another of the submission's modules is part of the answer."""
    uses = found(f"{imports}\ndef mse_loss(p, t):\n    return {call}\n", helpers=HELPERS)
    assert [(use.file, use.line) for use in uses] == [("helpers.py", line) for line in lines]


@pytest.mark.parametrize(
    ("imports", "call"),
    [
        ("from helpers import half", "half(p, t)"),
        ("from helpers import theirs", "theirs(p, t)"),
        ("from helpers import F", "F.mse_loss(p, t)"),
        ("import helpers", "helpers.F.mse_loss(p, t)"),
        ("from helpers import *", "F.mse_loss(p, t)"),
    ],
)
def test_aliases_in_other_modules_are_seen_through(imports, call):
    """A name that another of the submission's modules imported or assigned stands for what it is there."""
    uses = found(f"{imports}\ndef mse_loss(p, t):\n    return {call}\n", helpers=HELPERS)
    assert Use("torch.nn.functional.mse_loss", "mse.py", 3, f"return {call}") in uses


def test_many_meanings_do_not_hide_the_forbidden_one():
    """A name that is bound hundreds of times is still taken for the module that it is once."""
    assigned = "".join(f"from a{i} import f\n" for i in range(300))
    source = "import torch\nf = torch.nn.functional\n" + assigned + "def mse_loss(p):\n    return f.mse_loss(p)\n"
    assert [use.line for use in found(source)] == [304]


def test_other_exercises_are_not_followed():
    """What belongs to another exercise may be called, whatever it is built from; a local helper beside it may not."""
    source = """
        from helpers import helper
        import torch.nn.functional as F
        def mse_grad(p, t):
            return F.mse_loss(p, t)
        def mse_loss(p, t):
            return helper(p, t) + mse_grad(p, t)
        """
    sources = {"mse": textwrap.dedent(source), "helpers": textwrap.dedent(HELPERS)}

    def lines(*stop_at: tuple[str, str]) -> list[tuple[str, int]]:
        uses = scan(sources, "mse", ["mse_loss"], FORBIDDEN, stop_at=stop_at)
        return [(use.file, use.line) for use in uses]

    assert lines() == [("mse.py", 5), ("helpers.py", 5)]
    assert lines(("mse", "mse_grad")) == [("helpers.py", 5)]
    assert lines(("mse", "mse_grad"), ("helpers", "helper")) == []
    assert lines(("mse", "helper"), ("helpers", "mse_grad")) == [("mse.py", 5), ("helpers.py", 5)]


def test_an_exercise_is_scanned_even_where_it_is_named_to_stop_at():
    """The exercise's own names are always looked at."""
    source = "import torch\ndef mse_loss(p, t):\n    return torch.sigmoid(p)\n"
    assert len(scan({"mse": source}, "mse", ["mse_loss"], FORBIDDEN, stop_at=[("mse", "mse_loss")])) == 1


def test_several_definitions_make_one_exercise():
    """An exercise of several functions is all of them."""
    source = "import torch\ndef fit(x):\n    return x\ndef apply(x):\n    return torch.sigmoid(x)\n"
    assert scan({"m": source}, "m", ["fit"], FORBIDDEN) == []
    assert [use.line for use in scan({"m": source}, "m", ["fit", "apply"], FORBIDDEN)] == [5]


def test_a_module_that_is_no_python_is_passed_over():
    """Another module's syntax error costs only its own exercises."""
    source = (
        "import broken\nfrom broken import *\nimport torch\ndef mse_loss(p, t):\n    return torch.sigmoid(broken.x)\n"
    )
    assert [use.line for use in found(source, broken="def (:\n")] == [5]
    assert found("def (:\n") == []


def test_long_lines_and_strange_line_ends_are_shown_as_python_counts_them():
    """The line shown is the one Python means, at most 200 characters of it."""
    source = "import torch\r\n\x0c\r\ndef mse_loss(p):\r\n    '\u2028'; return torch.sigmoid(p" + " + 1" * 100 + ")\r\n"
    (use,) = found(source)
    assert (use.line, len(use.text)) == (4, 200)
    assert use.text.startswith("'\u2028'; return torch.sigmoid(p + 1")


@pytest.mark.parametrize(
    "source",
    [
        "a0 = ''\n"
        + "".join(f"a{i + 1} = a{i} + a{i}\n" for i in range(60))
        + "def mse_loss(p): return getattr(p, a60)\n",
        "a0 = ''\n" + "".join(f"a{i + 1} = a{i} or a{i}\n" for i in range(60)) + "def mse_loss(p): return a60.x\n",
        "a = b or b\nb = a or a\ndef mse_loss(p): return a.x + b.y\n",
        "def mse_loss(p): return p" + "(1)['a']" * 60 + "\n",
        "def mse_loss(p): return p" + ".x" * 900 + "\n",
        "def mse_loss(p): return " + "-" * 900 + "p\n",
        "def mse_loss(p): return " + " + ".join(["p.x"] * 900) + "\n",
        "def mse_loss(p):\n" + "".join(" " * i + "if p:\n" for i in range(1, 99)) + " " * 99 + "pass\n",
        "".join(f"def f{i}(): return f{i + 1}()\n" for i in range(2000)) + "def mse_loss(p): return f0()\n",
        "".join(f"x = f{i}\n" for i in range(3000)) + "def mse_loss(p):\n" + "    x.y.z\n" * 3000,
    ],
)
def test_a_source_cannot_make_the_scan_run_for_ever(source):
    """Sources written to make a scanner double its work, or to nest it too deeply, are scanned at once."""
    started = time.process_time()
    assert found(source) == []
    assert time.process_time() - started < 5
