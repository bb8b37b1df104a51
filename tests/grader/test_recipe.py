import io
import itertools

import pytest
import torch
from torch import nn

from grader import recipe
from grader.rng import Rng
from grader.sandbox.inside.recipes import Builder


def test_a_network_is_built_with_the_weights_that_were_given():
    """Children keep their names; training, frozen and evaluating are set; in float64 for the oracle."""
    net = recipe.sequential(
        body=recipe.layer("Linear", 3, 4),
        norm=recipe.layer("BatchNorm1d", 4),
        head=recipe.layer("Linear", 4, 2, bias=False),
    )
    state = recipe.random_state(net, Rng(1))
    built = recipe.builder()(recipe.model(net, state, training=True, frozen=["body"], evaluating=["norm"]))
    assert isinstance(built, nn.Sequential)
    assert [(name, type(child).__name__) for name, child in built.named_children()] == [
        ("body", "Linear"), ("norm", "BatchNorm1d"), ("head", "Linear"),
    ]  # fmt: skip
    assert {name: p.requires_grad for name, p in built.named_parameters()} == {
        "body.weight": False, "body.bias": False, "norm.weight": True, "norm.bias": True, "head.weight": True,
    }  # fmt: skip
    assert (built.training, built.norm.training, built.body.training) == (True, False, True)
    for name, value in built.state_dict().items():
        assert torch.equal(value, state[name])
    assert built.body.weight.dtype == torch.float64


def test_positional_children_are_numbered():
    """As nn.Sequential numbers them."""
    built = recipe.builder()(recipe.sequential(recipe.layer("Linear", 2, 2), recipe.layer("Tanh")))
    assert list(built.state_dict()) == ["0.weight", "0.bias"]


def test_frozen_names_are_whole_names():
    """A name that begins with a frozen one is not frozen with it."""
    net = recipe.sequential(head=recipe.layer("Linear", 2, 2), head2=recipe.layer("Linear", 2, 2))
    built = recipe.builder()(recipe.model(net, frozen=["head"]))
    assert {name for name, p in built.named_parameters() if not p.requires_grad} == {"head.weight", "head.bias"}


def test_random_weights_are_such_as_a_network_can_have():
    """Random in every entry, float64 that float32 holds; variances positive, counters untouched."""
    state = recipe.random_state(recipe.layer("BatchNorm1d", 40), Rng(1), scale=0.25)
    assert set(state) == {"weight", "bias", "running_mean", "running_var", "num_batches_tracked"}
    assert state["num_batches_tracked"].dtype == torch.int64
    assert 0.5 <= state["running_var"].min() < state["running_var"].max() <= 2
    assert 0.1 < state["weight"].std() < 0.4
    for name in ("weight", "bias", "running_mean", "running_var"):
        assert state[name].dtype == torch.float64
        assert torch.equal(state[name].float().double(), state[name])
        assert state[name].unique().numel() == 40


def test_the_same_node_is_the_same_object():
    """Model, optimiser and parameters belong together, by the identity of their recipes."""
    model = recipe.mlp(Rng(1), [4, 3, 2])
    twin = recipe.mlp(Rng(1), [4, 3, 2])
    built = recipe.builder()
    first, optimizer, parameters = built([model, recipe.optimizer("SGD", model, lr=0.5), recipe.parameters(model)])
    assert [layer.__class__.__name__ for layer in first] == ["Linear", "ReLU", "Linear"]
    assert built(model) is first
    assert built(twin) is not first
    assert (
        [id(p) for p in optimizer.param_groups[0]["params"]]
        == [id(p) for p in parameters]
        == [*map(id, first.parameters())]
    )
    assert recipe.builder()(model) is not first


def test_an_optimiser_can_have_groups_by_name():
    """Each with its own settings."""
    model = recipe.mlp(Rng(1), [4, 3])
    node = recipe.optimizer(
        "Adam", model, groups=[{"params": ["0.weight"], "lr": 0.5}, {"params": ["0.bias"]}], lr=0.25, eps=0.5
    )
    built = recipe.builder()
    optimizer, net = built(node), built(model)
    assert [(group["lr"], group["eps"]) for group in optimizer.param_groups] == [(0.5, 0.5), (0.25, 0.5)]
    assert [group["params"][0] is p for group, p in zip(optimizer.param_groups, net.parameters(), strict=True)] == [
        True,
        True,
    ]


def test_a_scheduler_belongs_to_its_optimiser():
    """It sets the rate of the very optimiser that the recipe names."""
    model = recipe.mlp(Rng(1), [4, 3])
    optimizer = recipe.optimizer("SGD", model, lr=0.5)
    steps = recipe.scheduler("StepLR", optimizer, step_size=2, gamma=0.5)
    built = recipe.builder()
    scheduler, opt = built(steps), built(optimizer)
    opt.step()
    scheduler.step()
    assert opt.param_groups[0]["lr"] == 0.5
    scheduler.step()
    assert opt.param_groups[0]["lr"] == 0.25


def test_batches_can_be_walked_again_and_again():
    """Each walk is counted, one that was not finished too."""
    items = [(torch.ones(2), torch.zeros(2).long()), (torch.ones(1), torch.zeros(1).long())]
    batches = recipe.builder()(recipe.batches(items))
    assert len(batches) == len(list(batches)) == len(list(batches)) == 2
    assert next(iter(batches))[0].tolist() == [1, 1]
    assert batches.passes == 3


def test_a_data_set_is_built_from_its_samples():
    """By index, from the end too, until IndexError; what is read is counted."""
    dataset = recipe.builder()(recipe.dataset([(torch.ones(2), torch.tensor(3)), (torch.zeros(2), torch.tensor(4))]))
    assert isinstance(dataset, torch.utils.data.Dataset)
    assert (len(dataset), dataset.reads) == (2, 0)
    assert [(x.tolist(), y.item()) for x, y in dataset] == [([1, 1], 3), ([0, 0], 4)]
    assert dataset[-1][1] == 4
    assert dataset.reads == 4  # the one that ended the loop is among them


def test_what_can_be_iterated_is_walked_for_so_long():
    """One walk, in order; no further than was asked for, where there is no end."""
    walk = recipe.builder()(recipe.function("walked", most=3))
    assert walk(iter("ab")) == ["a", "b"]
    endless = walk(itertools.count(5))
    assert endless == [5, 6, 7]


def test_a_data_set_is_loaded_in_batches():
    """As a DataLoader stacks them, the smaller last one too."""
    built = recipe.builder()
    items = [(torch.full((2,), float(i)), torch.tensor(i)) for i in range(5)]
    got = built(recipe.function("loaded", batch_size=3))(built(recipe.dataset(items)))
    assert [(x.tolist(), y.tolist()) for x, y in got] == [
        ([[0, 0], [1, 1], [2, 2]], [0, 1, 2]), ([[3, 3], [4, 4]], [3, 4]),
    ]  # fmt: skip


def test_what_shares_memory_shows_when_it_is_overwritten():
    """In nests, leaves and single numbers too; what is no tensor stays."""
    x, y = torch.arange(6.0).reshape(3, 2).requires_grad_(), torch.arange(3)
    recipe.builder()(recipe.function("overwritten", value=7))([(x[1], y[2]), "text", 5])
    assert (x.tolist(), y.tolist()) == ([[0, 1], [7, 7], [4, 5]], [0, 1, 7])


def test_a_tensor_can_lie_in_memory_out_of_order():
    """The same values and dtype, and .view cannot merge its dimensions."""
    value = torch.arange(24).reshape(2, 3, 4)
    built = recipe.builder()(recipe.non_contiguous(value))
    assert torch.equal(built, value)
    assert built.dtype == torch.int64
    assert built.stride() == (1, 2, 6)
    with pytest.raises(RuntimeError, match="view size is not compatible"):
        built.view(2, 12)


def test_a_leaf_requires_grad_and_may_hold_an_old_one():
    """Its own copy of the value and of the stale gradient."""
    value, grad = torch.ones(2).double(), torch.full((2,), 3.0).double()
    leaf = recipe.builder()(recipe.leaf(value, grad))
    assert leaf.is_leaf
    assert leaf.requires_grad
    leaf.data.mul_(2)
    leaf.grad.mul_(2)
    assert (value.tolist(), grad.tolist()) == ([1, 1], [3, 3])
    assert recipe.builder()(recipe.leaf(value)).grad is None


def test_callables_of_ours():
    """A polynomial, and draws from each of the three global generators."""
    built = recipe.builder()
    polynomial = built(recipe.function("polynomial", coefs=[1.0, 0.0, 3.0]))
    assert polynomial(torch.tensor([1.0, 2.0])) == 1 + 3 + 1 + 12
    drawn = built(recipe.function("draws", n=2))()
    assert drawn.shape == (6,)
    assert len(set(drawn.tolist())) == 6
    counted = built(recipe.function("counted_draws", n=2))
    assert [counted()[0].item(), counted()[0].item(), len(counted())] == [1, 2, 7]


def test_callables_that_autograd_goes_through():
    """A quadratic form in the dtype of x, for vectors and for columns; torch's functions one after the other."""
    built = recipe.builder()
    quadratic = built(recipe.function("quadratic", matrix=torch.tensor([[1.0, 2.0], [0.0, 3.0]])))
    assert quadratic(torch.tensor([1.0, 10.0]).double()).item() == 1 + 20 + 300
    assert quadratic(torch.tensor([[1.0, 0.0], [10.0, 1.0]])).item() == 1 + 20 + 300 + 3
    assert quadratic(torch.ones(2).half()).dtype == torch.float16
    chained = built(recipe.function("chained", names=["exp", "sum", "log"]))
    x = torch.tensor([1.0, 2.0])
    assert torch.allclose(chained(x), x.logsumexp(0))


def test_a_gradient_is_differentiated_once_more():
    """For x and for what came from above; zeros for what the first gradient does not depend on."""
    twice = recipe.builder()(recipe.function("second_gradient"))
    x, v = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([3.0, 5.0], requires_grad=True)
    u = torch.tensor([10.0, 100.0])
    assert [grad.tolist() for grad in twice(x**3, x, v, u)] == [[6 * 3 * 10, 12 * 5 * 100], [30, 1200]]
    assert [grad.tolist() for grad in twice(2 * x, x, v, u)] == [[0, 0], [20, 200]]


class _Same(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.variable = 1
        return x.clone()

    @staticmethod
    def backward(ctx, dy):
        return dy


def test_the_graph_is_told_node_by_node():
    """Nearest first: functions of one's own, PyTorch's, and the leaf; nothing behind what was not recorded."""
    kinds = recipe.builder()(recipe.function("graph"))
    x = torch.ones(2, requires_grad=True)
    assert kinds(_Same.apply(x)) == ["custom", "leaf"]
    assert kinds(_Same.apply(x * 2) + x) == ["built-in", "custom", "leaf", "built-in", "leaf"]
    assert kinds(x.detach()) == []


def test_an_elementwise_callable_is_torchs_own_function():
    """No module, so that nothing which takes modules alone can hold it."""
    tanh = recipe.builder()(recipe.function("elementwise", op="tanh"))
    x = torch.tensor([-1.5, 0.0, 2.0])
    assert torch.equal(tanh(x), torch.tanh(x))
    assert not isinstance(tanh, torch.nn.Module)


def test_filling_a_model_leaves_its_shapes_alone_to_be_seen():
    """Every parameter is the number in place, and requires grad as it did; buffers stay."""
    net = recipe.builder()(recipe.sequential(recipe.layer("Linear", 2, 3), recipe.layer("BatchNorm1d", 3)))
    net[0].bias.requires_grad_(False)
    weight = net[0].weight
    recipe.builder()(recipe.function("filled", value=0.25))(net)
    assert {name: set(p.flatten().tolist()) for name, p in net.named_parameters()} == {
        name: {0.25} for name in ("0.weight", "0.bias", "1.weight", "1.bias")
    }
    assert net[0].weight is weight
    assert (weight.requires_grad, net[0].bias.requires_grad, weight.grad_fn) == (True, False, None)
    assert net[1].running_var.tolist() == [1, 1, 1]


def test_the_mode_shows_in_numbers():
    """mode_gain multiplies by another factor in each mode; a probe passes through and writes down what it saw."""
    built = recipe.builder()(recipe.sequential(gain=recipe.mode_gain(train=1.5, eval=0.5), probe=recipe.probe()))
    x = torch.ones(3, 1)
    assert built.train()(x).tolist() == [[1.5]] * 3
    with torch.no_grad():
        assert built.eval()(x[:2]).tolist() == [[0.5]] * 2
    assert built.probe.records == [[True, True, 3], [False, False, 2]]


def test_graphs_that_wait_show_in_numbers():
    """graph_gain counts the results that have not been through backward: not those without a graph, each one once."""
    gain = recipe.builder()(recipe.graph_gain(step=0.5))
    x = torch.ones(2, requires_grad=True)
    first, second = gain(x), gain(x)
    assert (first.tolist(), second.tolist()) == ([1, 1], [1.5, 1.5])
    second.sum().backward()
    assert gain(x.detach()).tolist() == gain(x.detach()).tolist() == [1.5, 1.5]
    torch.autograd.grad(first.sum(), x)
    assert gain(x).tolist() == [1, 1]


def test_a_program_can_be_interrupted():
    """fails_after passes x through so many times, and raises RuntimeError from then on."""
    layer = recipe.builder()(recipe.fails_after(2))
    x = torch.ones(3)
    assert layer(x) is layer(x) is x
    for _ in range(2):
        with pytest.raises(RuntimeError, match="interrupted"):
            layer(x)


def test_floats_take_the_builders_dtype_and_whole_numbers_keep_theirs():
    """Labels stay int64, images uint8, weights become what the builder makes."""
    items = recipe.batches([(torch.ones(2).double(), torch.ones(2).long(), torch.ones(2, dtype=torch.uint8))])
    for dtype in (torch.float32, torch.float64):
        (batch,) = list(Builder(dtype=dtype)(items))
        assert [part.dtype for part in batch] == [dtype, torch.int64, torch.uint8]


@pytest.mark.parametrize("node", [recipe.layer("Linear", 2, 3), recipe.mode_gain(), recipe.probe()])
def test_everything_is_built_on_the_device_that_was_asked_for(node):
    """Seen on the meta device, which every machine has."""
    model = recipe.model(recipe.sequential(recipe.layer("Linear", 2, 2), node))
    built = Builder("meta")
    net, batches, leaf = built(
        [model, recipe.batches([(torch.ones(1, 2),)]), recipe.leaf(torch.ones(2), torch.ones(2))]
    )
    assert {p.device.type for p in net.parameters()} == {"meta"}
    assert [x.device.type for (x,) in batches] == ["meta"]
    assert (leaf.device.type, leaf.grad.device.type) == ("meta", "meta")
    assert built([torch.ones(2), {"a": (torch.ones(1),)}])[1]["a"][0].device.type == "meta"


def test_what_is_saved_as_if_elsewhere_changes_no_later_save():
    """The device is that of one file; whoever saves afterwards, or meanwhile in another thread, is not concerned."""
    value, plain = torch.tensor([1.0, 2.0]), io.BytesIO()
    assert torch.equal(torch.load(io.BytesIO(recipe.saved(value)), weights_only=True), value)
    elsewhere = recipe.saved(value, device="cuda:9")
    torch.save(value, plain)
    plain.seek(0)
    assert torch.equal(torch.load(plain, weights_only=True), value)
    with pytest.raises(RuntimeError, match="CUDA device"):
        torch.load(io.BytesIO(elsewhere), weights_only=True)
    assert torch.equal(torch.load(io.BytesIO(elsewhere), map_location="cpu", weights_only=True), value)
