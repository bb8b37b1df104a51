import random
import sys

import numpy as np
import pytest
import torch
from inside_worker import InsideWorker, bare

from grader import recipe
from grader.recipe import random_state
from grader.rng import Rng
from grader.sandbox.inside.wire import Handle, Node

X = torch.tensor([[1.0, -2.0]])


@pytest.fixture(autouse=True)
def _global_state():
    """What a worker sets for its calls, and a student may leave behind, is put back after each test."""
    states = (random.getstate(), np.random.get_state(), torch.get_rng_state(), torch.get_num_threads())  # noqa: NPY002  what students use
    yield
    random.setstate(states[0])
    np.random.set_state(states[1])  # noqa: NPY002  as above
    torch.set_rng_state(states[2])
    torch.set_num_threads(states[3])
    torch.set_default_dtype(torch.float32)
    torch.set_grad_enabled(True)


RETURNS = {
    "tensor": ("return x * 2", [[2.0, -4.0]]),
    "parameter": ("return nn.Parameter(x)", [[1.0, -2.0]]),
    "list": ("return [x, (1, 'a'), {'k': None}]", [[[1.0, -2.0]], (1, "a"), {"k": None}]),
    "ordered dict": ("return OrderedDict(b=1, a=OrderedDict(c=2))", {"b": 1, "a": {"c": 2}}),
    "none": ("pass", None),
    "huge int": ("return 10**5000", 10**5000),
    "nan": ("return [float('inf'), -0.0]", [float("inf"), -0.0]),
}
HEAD = "import torch, sys, numpy as np\nfrom collections import OrderedDict\nfrom torch import nn\n"


def function(body: str, arguments: str = "x") -> str:
    """A module with a function f of this body."""
    return f"{HEAD}def f({arguments}):\n" + "\n".join(f"    {line}" for line in body.splitlines()) + "\n"


@pytest.mark.parametrize(("body", "value"), RETURNS.values(), ids=RETURNS.keys())
def test_what_a_function_returns_travels_home(body, value):
    """Values of exact types; a state_dict's OrderedDict is a dict."""
    reply = InsideWorker(m=function(body)).call("f", X)
    assert (reply["outcome"], bare(reply["value"])) == ("returned", value)


UNSENDABLE = {
    "generator": ("yield x", "a generator"),
    "lambda": ("return lambda: x", "a function"),
    "tensor subclass": ("class T(torch.Tensor): pass\nreturn x.as_subclass(T)", "a torch.Tensor subclass T"),
    "float subclass": ("class F(float): pass\nreturn F(1.0)", "a float subclass F"),
    "array subclass": ("class A(np.ndarray): pass\nreturn np.ones(2).view(A)", "a numpy array subclass A"),
    "object": ("class Always:\n    def __eq__(self, other): return True\nreturn Always()", "an object of class Always"),
    "set": ("return {1, 2}", "a set"),
    "sparse": ("return x.to_sparse()", "a sparse_coo tensor"),
    "class": ("return nn.Linear", "a class"),
    "inside a list": ("return [1, [2, {3}]]", "a set"),
    "evil class name": ("return type('a' * 999, (), {})()", "an object of class " + "a" * 80),
}


@pytest.mark.parametrize(("body", "name"), UNSENDABLE.values(), ids=UNSENDABLE.keys())
def test_what_does_not_travel_is_named(body, name):
    """Nothing that is compared by an operator of the student's leaves the worker."""
    reply = InsideWorker(m=function(body)).call("f", X)
    assert reply["outcome"] == "unsendable"
    template, values = reply["what"]
    assert template.format(**values) == name


@pytest.mark.parametrize(
    "body", ["a = []\na.append(a)\nreturn a", "a = {}\na['a'] = (a,)\nreturn a", "x.append(x)\nreturn 1.0"]
)
def test_what_holds_itself_ends_the_call_and_not_the_worker(body):
    """Returned or put into an argument."""
    inside = InsideWorker(m=function(body) + "\ndef g(): return 1")
    assert inside.call("f", [1])["outcome"] in ("raised", "unsendable")
    assert inside.call("g")["value"] == 1


BROKEN_STR = "class E(Exception):\n    def __str__(self): raise ValueError\nraise E"
ENDS = {
    "exception": ("x = 1\nraise KeyError('k')", "raised", "KeyError", "'k'", 6),
    "exit": ("sys.exit(0)", "raised", "SystemExit", "0", 5),
    "interrupt": ("raise KeyboardInterrupt", "raised", "KeyboardInterrupt", "", 5),
    "generator exit": ("raise GeneratorExit('g')", "raised", "GeneratorExit", "g", 5),
    "recursion": ("return f(x)", "raised", "RecursionError", None, 5),
    "stub": (
        "raise NotImplementedError('f is not implemented yet')",
        "raised",
        "NotImplementedError",
        "f is not implemented yet",
        5,
    ),
    "unreadable": (BROKEN_STR, "raised", "E", "(its message cannot be read)", 7),
    "no text": (
        "class E(Exception):\n    def __str__(self): return 3\nraise E",
        "raised",
        "E",
        "(its message cannot be read)",
        7,
    ),
    "long": ("raise ValueError('m' * 9999)", "raised", "ValueError", "m" * 2000, 5),
    "memory": ("raise MemoryError", "out_of_memory", "MemoryError", "", 5),
    "allocator": ("return torch.empty(10**15)", "out_of_memory", "RuntimeError", None, 5),
    "other RuntimeError": ("return x @ x", "raised", "RuntimeError", None, 5),
    "assertion": ("assert x is None", "raised", "AssertionError", "", 5),
}


@pytest.mark.parametrize(("body", "outcome", "name", "message", "line"), ENDS.values(), ids=ENDS.keys())
def test_whatever_a_call_raises_is_told(body, outcome, name, message, line):
    """Its type, its message, capped, and the learner's own line; and the worker answers on."""
    inside = InsideWorker(m=function(body) + "\ndef g(): return 1")
    reply = inside.call("f", X)
    assert (reply["outcome"], reply["type"], reply["frames"][-1]) == (outcome, name, ["m.py", line, "f"])
    assert message is None or reply["message"] == message
    assert "args" not in reply
    assert inside.call("g")["value"] == 1


def test_an_exception_has_the_names_of_its_builtin_bases():
    """So that a check may ask for ValueError where the learner raises a class of their own; others are left out."""
    reply = InsideWorker(m=function("class Mine(ValueError): pass\nraise Mine")).call("f", X)
    assert (reply["type"], reply["bases"]) == ("Mine", ["ValueError", "Exception", "BaseException", "object"])


def test_only_the_learners_own_frames_are_told():
    """Not those of torch, nor of the worker."""
    code = HEAD + "def inner(x):\n    return torch.cat(x)\ndef f(x):\n    return list(map(inner, [x]))\n"
    assert InsideWorker(m=code).call("f", 3)["frames"] == [["m.py", 7, "f"], ["m.py", 5, "inner"]]


def test_a_long_traceback_is_cut_in_the_middle():
    """The first three and the last twenty frames."""
    frames = InsideWorker(m=function("return f(x - 1) if x else 1 / 0")).call("f", 50)["frames"]
    assert len(frames) == 23


def test_a_missing_name_is_told():
    """A module that does not define what the exercise asks for."""
    assert InsideWorker(m="def g(): pass").call("f") == {"id": 7, "outcome": "missing", "what": "f"}
    assert InsideWorker(m="import torch").call("tensor")["outcome"] == "missing"


STATES = {
    "python's generator": "import random\nreturn random.random()",
    "numpy's generator": "return float(np.random.rand())",
    "torch's generator": "return torch.rand(3)",
    "default dtype": "d = torch.get_default_dtype()\ntorch.set_default_dtype(torch.float64)\nreturn d",
    "grad mode": "g = torch.is_grad_enabled()\ntorch.set_grad_enabled(False)\nreturn g",
    "threads": "n = torch.get_num_threads()\ntorch.set_num_threads(2)\nreturn n",
}


@pytest.mark.parametrize("body", STATES.values(), ids=STATES.keys())
def test_the_global_state_is_set_anew_before_every_call(body):
    """One call's leftovers never reach the next; the same seed gives the same draws."""
    inside = InsideWorker(m=function(body))
    first, second = (bare(inside.call("f", X, seed=5)["value"]) for _ in range(2))
    assert first == second


def test_another_seed_gives_other_draws():
    """Calls of one check do not all see the same random numbers."""
    inside = InsideWorker(m=function("return torch.rand(3)"))
    assert bare(inside.call("f", X, seed=5)["value"]) != bare(inside.call("f", X, seed=6)["value"])


def test_a_network_without_weights_of_ours_is_the_same_in_every_worker():
    """The seed is set before recipes are built too, whatever an earlier call has drawn; and again before the call."""
    layer = recipe.layer("Linear", 3, 2)
    views = []
    for draws in (0, 5):
        inside = InsideWorker(m=function("return torch.rand(1)", "model") + "def g(n): torch.rand(n)")
        inside.call("g", draws, seed=3)
        reply = inside.call("f", layer, seed=9)
        views.append((bare(reply["args"][0].fields["parameters"]), bare(reply["value"])))
    assert views[0] == views[1]
    assert views[0][1] == bare(InsideWorker(m=function("return torch.rand(1)")).call("f", 0, seed=9)["value"])


def test_arguments_travel_back_as_they_are_after_the_call():
    """Damage done in place is seen, in keyword arguments too; identity is told."""
    inside = InsideWorker(m=function("x += 1\nk['new'] = 2\nl.append(3)\nreturn l", "x, l, k"))
    reply = inside.call("f", X.clone(), [1], kwargs={"k": {}})
    assert bare([reply["args"], reply["kwargs"], reply["same"]]) == [[[[2.0, -1.0]], [1, 3]], {"k": {"new": 2}}, [1]]


def test_memory_that_is_shared_with_an_argument_shows():
    """A view has its argument's storage number, a copy another."""
    reply = InsideWorker(m=function("return x[0]")).call("f", X)
    assert reply["value"].storage == reply["args"][0].storage
    reply = InsideWorker(m=function("return x[0].clone()")).call("f", X)
    assert reply["value"].storage != reply["args"][0].storage


def test_the_grad_mode_that_a_call_leaves_behind_is_told():
    """What was switched off and not on again shows, and the next call has it on."""
    inside = InsideWorker(m=function("torch.set_grad_enabled(False)") + "def g(): return torch.is_grad_enabled()")
    assert inside.call("f", X).get("grad_enabled", True) is False
    assert (inside.call("g")["value"], inside.call("g").get("grad_enabled", True)) == (True, True)


def test_a_call_is_back_propagated_with_the_cotangent():
    """Gradients of the arguments that were named, None where one is not used."""
    inside = InsideWorker(m=function("return a * a", "a, b"))
    reply = inside.call("f", X, X, wrt=[0, 1], cotangent=torch.tensor([[10.0, 100.0]]))
    assert bare(reply["grads"]) == [[[20.0, -400.0]], None]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return (a * a).detach()", {"no_graph": True}),
        ("return a.sum()", {}),
        ("return 3.0", {}),
        ("return a.long()", {"no_graph": True}),
    ],
)
def test_a_result_that_cannot_be_back_propagated_is_told(body, told):
    """Cut off from the graph, of another shape, or no tensor: no gradients then."""
    reply = InsideWorker(m=function(body, "a")).call("f", X, wrt=[0], cotangent=torch.ones(1, 2))
    assert reply["outcome"] == "returned"
    assert {key: reply[key] for key in ("no_graph", "grads") if key in reply} == told


def test_an_exception_in_the_backward_pass_is_the_learners():
    """With the line of the custom function that raised it."""
    code = HEAD + (
        "class Sq(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, x): return x.clone()\n"
        "    @staticmethod\n    def backward(ctx, g): raise ValueError('no')\ndef f(x): return Sq.apply(x)\n"
    )
    reply = InsideWorker(m=code).call("f", X, wrt=[0], cotangent=torch.ones(1, 2))
    assert (reply["outcome"], reply["type"], reply["frames"][-1]) == ("raised", "ValueError", ["m.py", 8, "backward"])


COUNTER = (
    HEAD
    + """
class Net(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.lin = nn.Linear(n, 1)
        self.register_buffer("calls", torch.zeros(1))

    def forward(self, x):
        self.calls += 1
        return self.lin(x)

    def count(self):
        return self.calls.item()


class Own:
    def load_state_dict(self, state):
        return {}
"""
)


def test_an_object_can_stay_inside():
    """A handle is called, its methods too; its state is set and read; it is handed to other calls by number."""
    inside = InsideWorker(m=COUNTER + "def run(net, x): return net(x)\n")
    reply = inside.call("Net", 2, keep=True)
    assert (reply["outcome"], reply["value"]) == ("returned", 0)
    state = {"lin.weight": torch.ones(1, 2), "lin.bias": torch.zeros(1), "calls": torch.zeros(1)}
    assert inside.call("set_state", state, module=0)["value"] is None
    assert bare(inside.call("", X, module=0)["value"]) == [[-1.0]]
    assert bare(inside.call("run", Handle(0, ""), X)["value"]) == [[-1.0]]
    assert inside.call("count", module=0)["value"] == 2.0
    assert bare(inside.call("get_state", module=0)["value"]) == {
        "lin.weight": [[1.0, 1.0]],
        "lin.bias": [0.0],
        "calls": [2.0],
    }
    fields = inside.ask("view", handle=0)["value"].fields
    assert bare(fields["buffers"]) == {"calls": [2.0]}
    assert fields["kinds"] == {"": "Net", "lin": "Linear"}
    assert inside.call("nothing", module=0)["type"] == "AttributeError"


def test_setting_a_state_returns_none_whatever_the_learners_own_does():
    """A class may have a load_state_dict of its own."""
    inside = InsideWorker(m=COUNTER)
    inside.call("Own", keep=True)
    reply = inside.call("set_state", {}, module=0)
    assert (reply["outcome"], reply["value"]) == ("returned", None)


def test_handles_are_forgotten_when_a_check_ends():
    """The next check's objects are new ones."""
    inside = InsideWorker(m=COUNTER)
    inside.call("Net", 2, keep=True)
    inside.ask("forget")
    assert inside.ask("view", handle=0)["type"] == "KeyError"


def test_objects_of_ours_are_built_for_several_calls():
    """Built from the same recipes, they belong together."""
    net = recipe.layer("Linear", 2, 1, bias=False)
    model = recipe.model(net, random_state(net, Rng(1)))
    inside = InsideWorker(
        m=function("loss = model(x).sum()\nloss.backward()\nopt.step()\nreturn loss.item()", "model, opt, x")
    )
    first = inside.ask("build", recipes=[model, recipe.optimizer("SGD", model, lr=1.0)], seed=1)["value"]
    before = bare(inside.ask("view", handle=first)["value"].fields["parameters"]["weight"])
    inside.call("f", Handle(first, ""), Handle(first + 1, ""), torch.ones(1, 2))
    view = inside.ask("view", handle=first)["value"].fields
    assert bare(view["parameters"]["weight"])[0] == pytest.approx([weight - 1 for weight in before[0]])
    assert bare(view["grads"]) == {"weight": [[1.0, 1.0]]}


def test_models_optimisers_and_batches_come_back_as_what_they_look_like():
    """Handed in or returned; parameters of an optimiser by name."""
    net = recipe.sequential(lin=recipe.layer("Linear", 2, 1), probe=recipe.probe())
    model = recipe.model(net, random_state(net, Rng(1)), frozen=["lin.bias"])
    optimizer = recipe.optimizer("SGD", model, lr=0.5, momentum=0.9)
    batches = recipe.batches([(torch.ones(3, 2),)])
    code = function(
        "for (x,) in batches:\n    model(x).sum().backward()\n    opt.step()\nreturn model", "model, opt, batches"
    )
    reply = InsideWorker(m=code).call("f", model, optimizer, batches)
    view, steps, walks = reply["args"]
    assert reply["value"].kind == view.kind == "model_view"
    assert view.fields["requires_grad"] == {"lin.weight": True, "lin.bias": False}
    assert bare(view.fields["grads"]) == {"lin.weight": [[3.0, 3.0]], "lin.bias": None}
    assert view.fields["records"] == {"probe": [[True, True, 3]]}
    assert (steps.kind, steps.fields["groups"][0]["lr"]) == ("optimizer_view", 0.5)
    assert steps.fields["groups"][0]["params"] == ["lin.weight", "lin.bias"]
    assert bare(steps.fields["state"]) == {"lin.weight": {"momentum_buffer": [[3.0, 3.0]]}}
    assert (walks.kind, walks.fields) == ("batches_view", {"passes": 1})
    assert reply["same"] == [0]


def test_a_scheduler_comes_back_as_steps_and_rates():
    """Handed in, returned and kept; the first rate counts as no step."""
    optimizer = recipe.optimizer("SGD", recipe.layer("Linear", 2, 1), lr=0.5)
    node = recipe.scheduler("ExponentialLR", optimizer, gamma=0.5)
    code = function("opt.step()\nsched.step()\nreturn sched", "opt, sched")
    reply = InsideWorker(m=code).call("f", optimizer, node)
    for view in (reply["value"], reply["args"][1]):
        assert (view.kind, view.fields) == ("scheduler_view", {"steps": 1, "rates": [0.25]})
    assert reply["args"][0].fields["groups"][0]["lr"] == 0.25


def test_data_sets_and_loaders_come_back_as_views():
    """How many samples were read, and how many worker processes there would be; as results and in nests."""
    code = function("data[1]\nreturn [torch.utils.data.DataLoader(data, num_workers=1), data]", "data")
    dataset = recipe.dataset([(X, X), (X, X)])
    reply = InsideWorker(m=code).call("f", dataset, keep=True)
    (seen,) = reply["args"]
    assert (seen.kind, seen.fields) == ("dataset_view", {"reads": 1})
    for body, kind, fields in (
        ("return torch.utils.data.DataLoader(data)", "loader_view", {"workers": 0}),
        ("return data", "dataset_view", {"reads": 0}),
    ):
        value = InsideWorker(m=function(body, "data")).call("f", dataset)["value"]
        assert (value.kind, value.fields) == (kind, fields)
    inside = InsideWorker(m=code)
    inside.call("f", dataset, keep=True)
    assert [part.kind for part in inside.ask("view", handle=0)["value"]] == ["loader_view", "dataset_view"]


def test_an_object_that_was_held_can_be_handed_to_a_call():
    """It does not travel, and is told to be one; what can travel does, and a list goes on to show what is in it."""
    code = function("return x", "x") + "class C:\n    pass\ndef g(*held): return len(held)\n"
    inside = InsideWorker(m=code)
    inside.call("C", keep=True)
    for value in (iter("ab"), X, 3, "text", None, [1], torch.float32):
        inside.worker.handles[len(inside.worker.handles)] = value
    held = [Handle(number, "") for number in range(8)]
    seen = inside.call("g", *held)["args"]
    assert [getattr(item, "kind", None) for item in seen] == ["object_view"] * 2 + [None] * 6
    assert bare(seen[2:]) == [[[1.0, -2.0]], 3, "text", None, [1], torch.float32]
    assert [item.kind for item in inside.call("g", held[0], keep=True)["args"]] == ["object_view"]
    assert inside.call("f", held[0])["outcome"] == "unsendable"


def test_leaves_callables_and_paths_come_back_too(tmp_path):
    """A leaf with its gradient; a callable of ours has nothing to show; a path is a text in the worker's folder."""
    code = function(
        "(leaf * 2).sum().backward()\n__import__('pathlib').Path(path).write_text('x')\nreturn fn(leaf.detach())",
        "leaf, fn, path",
    )
    inside = InsideWorker(tmp_path, m=code)
    path = Node("path", {"name": "check1/a.txt"})
    reply = inside.call("f", recipe.leaf(X, X), recipe.function("polynomial", coefs=[0.0, 1.0]), path)
    assert bare(reply["value"]) == -1.0
    leaf, function_view, text = reply["args"]
    assert (leaf.kind, bare(leaf.fields["grad"])) == ("leaf_view", [[3.0, 0.0]])
    assert function_view.kind == "function_view"
    assert text == str(tmp_path / "check1/a.txt")
    assert inside.ask("files", folder="check1", path="")["value"] == {"a.txt": b"x"}
    assert inside.ask("files", folder="check1", path="a.txt")["value"] == {"a.txt": b"x"}
    assert inside.ask("files", folder="check1", path="nothing")["value"] == {}


def test_files_are_read_by_a_reader_of_ours(tmp_path):
    """What torch.save wrote, by the restricted loader; what is none ends in an exception."""
    inside = InsideWorker(tmp_path, m="")
    torch.save({"w": X}, tmp_path / "w.pt")
    files = {"w.pt": (tmp_path / "w.pt").read_bytes()}
    assert bare(inside.ask("read", reader="torch_weights_only", files=files)["value"]) == {"w": [[1.0, -2.0]]}
    assert inside.ask("read", reader="torch_weights_only", files={"w.pt": b"no"})["outcome"] == "raised"
    assert inside.ask("read", reader="torch_weights_only", files={})["outcome"] == "raised"


def test_inputs_and_models_are_put_on_the_device():
    """Seen on the meta device, which every machine has; results say where they are."""
    inside = InsideWorker(device="meta", m=function("return model(x)", "model, x"))
    reply = inside.call("f", recipe.layer("Linear", 2, 3), X)
    assert reply["value"].device == "meta"
    assert tuple(reply["value"].tensor.shape) == (1, 3)


def test_a_student_who_closes_the_streams_is_answered():
    """Neither stdout nor stderr is needed for a reply."""
    kept = sys.stdout, sys.stderr
    try:
        inside = InsideWorker(
            m=function("class Out:\n    def flush(self): raise ValueError\nsys.stdout = sys.stderr = Out()\nreturn 1")
        )
        assert inside.call("f", X)["value"] == 1
    finally:
        sys.stdout, sys.stderr = kept


@pytest.mark.parametrize("op", ["nothing", "_op_call", "__init__"])
def test_a_request_that_there_is_not_is_answered(op):
    """Ours alone send requests; still a worker says so and goes on."""
    assert InsideWorker(m="").ask(op)["outcome"] == "raised"
