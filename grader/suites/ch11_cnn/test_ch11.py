"""Chapter 11: convolutional networks."""

from collections.abc import Mapping, Sequence

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.suite import Handle, assert_close, assert_equal, assert_unchanged, exact64, recipe, require

conv_out_size = pytest.mark.exercise("conv_out_size")
global_avg_pool_head = pytest.mark.exercise("global_avg_pool_head")
conv2d_naive = pytest.mark.exercise("conv2d_naive")
max_pool2d = pytest.mark.exercise("max_pool2d")
residual_block = pytest.mark.exercise("ResidualBlock")
count_params_and_flops = pytest.mark.exercise("count_params_and_flops")

State = dict[str, Tensor]
Pair = tuple[int, int]


# conv_out_size


def places(size: int, kernel: int, stride: int, padding: int, dilation: int) -> int:
    """How many places there are, counted one by one."""
    last = size + 2 * padding - 1
    return sum(start + dilation * (kernel - 1) <= last for start in range(0, last + 1, stride))


def assert_places(student, **options: int) -> None:
    """The number of places is right."""
    assert_equal(student.conv_out_size(**options, returns=int), places(**options))


@conv_out_size
@pytest.mark.visible
def test_conv_out_size_example(student):
    """conv_out_size(7, kernel=3, stride=2, padding=1, dilation=2) is 3"""
    assert_equal(student.conv_out_size(7, kernel=3, stride=2, padding=1, dilation=2, returns=int), 3)


@conv_out_size
@pytest.mark.parametrize("kernel", [1, 2, 3, 5])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_conv_out_size_touching(student, rng, kernel, padding):
    """With stride 1 and taps that touch, the number of places is right"""
    assert_places(student, size=kernel, kernel=kernel, stride=1, padding=padding, dilation=1)
    for _ in range(3):
        assert_places(student, size=rng.integer(5, 40), kernel=kernel, stride=1, padding=padding, dilation=1)


@conv_out_size
@pytest.mark.parametrize("stride", [2, 3, 4])
def test_conv_out_size_stride(student, rng, stride):
    """A stride that does not come out even leaves a rest that is not used"""
    start = rng.integer(9, 30)
    for size in range(start, start + stride + 1):
        assert_places(student, size=size, kernel=3, stride=stride, padding=1, dilation=1)


@conv_out_size
@pytest.mark.parametrize("dilation", [2, 3, 5])
def test_conv_out_size_dilation(student, rng, dilation):
    """Taps that lie apart make the kernel longer"""
    for kernel in (1, 2, 3):
        for stride in (1, 3):
            assert_places(student, size=rng.integer(14, 40), kernel=kernel, stride=stride, padding=2, dilation=dilation)


@conv_out_size
@pytest.mark.parametrize(("kernel", "padding", "dilation"), [(5, 0, 1), (3, 1, 4), (4, 2, 3)])
def test_conv_out_size_does_not_fit(student, kernel, padding, dilation):
    """A kernel that fits exactly has one place; one that is longer raises ValueError"""
    exact = dilation * (kernel - 1) + 1 - 2 * padding
    for stride in (1, 2, 7):
        options = {"kernel": kernel, "stride": stride, "padding": padding, "dilation": dilation}
        assert_equal(student.conv_out_size(exact, **options, returns=int), 1)
        with student.raises(ValueError):
            student.conv_out_size(exact - 1, **options, returns=int)


# global_avg_pool_head


def head(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """The oracle."""
    return F.linear(x.mean(dim=(2, 3)), weight, bias)


def head_input(rng, shape: Sequence[int], classes: int) -> tuple[Tensor, Tensor, Tensor]:
    """Feature maps, weight and bias."""
    return rng.normal(*shape) + 0.5, rng.normal(classes, shape[1]), rng.normal(classes)


SHAPES = pytest.mark.parametrize("shape", [(2, 4, 8, 9), (5, 4, 3, 7), (2, 6, 1, 5), (3, 5, 8, 2), (4, 3, 3, 3)])


@global_avg_pool_head
@pytest.mark.visible
def test_global_avg_pool_head_example(student):
    """maps with the means 2 and 10, weight [[1, 0.5], [3, 0]], bias [0, 100]: the logits are [[7, 106]]"""
    x = torch.tensor([[[[1.0, 2.0, 3.0]], [[10.0, 10.0, 10.0]]]])
    got = student.global_avg_pool_head(x, torch.tensor([[1.0, 0.5], [3.0, 0.0]]), torch.tensor([0.0, 100.0]))
    assert_close(got, torch.tensor([[7.0, 106.0]]))


@global_avg_pool_head
def test_global_avg_pool_head_channels(student, rng):
    """The mean runs over the places, not over the channels, also where there are as many of both"""
    args = head_input(rng, (3, 6, 2, 3), 5)
    assert_close(student.global_avg_pool_head(*args), head(*args))


@global_avg_pool_head
def test_global_avg_pool_head_width(student, rng):
    """The channels are the second dimension, also where the last one is as long"""
    args = head_input(rng, (2, 5, 3, 5), 4)
    assert_close(student.global_avg_pool_head(*args), head(*args))


@global_avg_pool_head
def test_global_avg_pool_head_square(student, rng):
    """The weight has a row for each class, also where there are as many classes as channels"""
    args = head_input(rng, (3, 4, 5, 2), 4)
    assert_close(student.global_avg_pool_head(*args), head(*args))


@global_avg_pool_head
@SHAPES
def test_global_avg_pool_head_values(student, rng, shape):
    """The logits are right for feature maps of any height and width"""
    args = head_input(rng, shape, 11)
    assert_close(student.global_avg_pool_head(*args), head(*args))


@global_avg_pool_head
def test_global_avg_pool_head_one_image(student, rng):
    """A batch of one image keeps its first dimension, and so does a single class"""
    for classes in (3, 1):
        args = head_input(rng, (1, 4, 5, 3), classes)
        assert_close(student.global_avg_pool_head(*args), head(*args))


@global_avg_pool_head
@SHAPES
def test_global_avg_pool_head_gradient(student, rng, shape):
    """Gradients flow to the maps, the weight and the bias"""
    args = head_input(rng, shape, 3)
    assert_gradients(student, "global_avg_pool_head", head, args, (), wrt=(0, 1, 2))


@global_avg_pool_head
def test_global_avg_pool_head_inputs(student, rng):
    """The logits are right, also for maps that do not lie in memory in order; the arguments stay as they were"""
    args = head_input(rng, (4, 5, 3, 2), 7)
    seen = student.run("global_avg_pool_head", recipe.non_contiguous(args[0]), *args[1:])
    assert_close(seen.value, head(*args))
    assert_unchanged(seen)


def assert_gradients(student, name: str, oracle, tensors: Sequence[Tensor], rest: Sequence[object], wrt: Sequence[int]):
    """Value and gradients for a random cotangent, against autograd in float64."""
    leaves = [tensor.clone().requires_grad_() for tensor in tensors]
    want = oracle(*leaves, *rest)
    generator = torch.Generator().manual_seed(int(want.numel()))
    v = torch.randn(want.shape, generator=generator).double()
    seen = student.grad(name, *tensors, *rest, wrt=tuple(wrt), cotangent=v)
    assert_close(seen.value, want.detach())
    assert_close(seen.grads, torch.autograd.grad((want * v).sum(), [leaves[index] for index in wrt]))


# conv2d_naive


def conv(x: Tensor, w: Tensor, b: Tensor | None, stride: Pair, padding: Pair) -> Tensor:
    """The oracle."""
    return F.conv2d(x, w, b, stride=stride, padding=padding)


def conv_input(rng, n=2, channels=3, size=(9, 11), out=4, kernel=(3, 2)) -> tuple[Tensor, Tensor, Tensor]:
    """Images, kernels and a bias far from 0."""
    return rng.normal(n, channels, *size), rng.normal(out, channels, *kernel), rng.normal(out) + 3


@conv2d_naive
@pytest.mark.visible
def test_conv2d_naive_example(student):
    """x [[1, 2, 3], [4, 5, 6]], kernel [[1, 10]], bias 0.5: the result is [[21.5, 32.5], [54.5, 65.5]]"""
    x, w = torch.tensor([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]]), torch.tensor([[[[1.0, 10.0]]]])
    got = student.conv2d_naive(x, w, torch.tensor([0.5]), stride=(1, 1), padding=(0, 0))
    assert_close(got, torch.tensor([[[[21.5, 32.5], [54.5, 65.5]]]]))


@conv2d_naive
@pytest.mark.parametrize("kernel", [(3, 2), (2, 4), (1, 3)])
def test_conv2d_naive_kernel(student, rng, kernel):
    """The kernel is laid on as it is, not flipped, with height and width in their places"""
    x, w, b = conv_input(rng, kernel=kernel)
    for bias in (b, None):
        assert_close(student.conv2d_naive(x, w, bias, (1, 1), (0, 0)), conv(x, w, bias, (1, 1), (0, 0)))


@conv2d_naive
@pytest.mark.parametrize("stride", [(2, 3), (3, 1), (1, 2)])
def test_conv2d_naive_stride(student, rng, stride):
    """The stride is (down, across), and what is left over at the edge is not used"""
    for size in ((9, 11), (8, 10)):
        x, w, b = conv_input(rng, size=size)
        assert_close(student.conv2d_naive(x, w, b, stride, (0, 0)), conv(x, w, b, stride, (0, 0)))


@conv2d_naive
@pytest.mark.parametrize("padding", [(1, 0), (0, 2), (2, 1), (3, 3)])
def test_conv2d_naive_padding(student, rng, padding):
    """Zeros are added above and below, left and right; the bias is added there too"""
    x, w, b = conv_input(rng, size=(6, 7))
    x = x + 2
    for bias in (b, None):
        assert_close(student.conv2d_naive(x, w, bias, (1, 1), padding), conv(x, w, bias, (1, 1), padding))


@conv2d_naive
@pytest.mark.parametrize(
    ("stride", "padding", "kernel"), [((2, 3), (1, 0), (3, 2)), ((3, 2), (2, 1), (5, 3)), ((1, 2), (0, 1), (2, 3))]
)
def test_conv2d_naive_all(student, rng, stride, padding, kernel):
    """Kernel, stride, padding and bias together, for several images and channels"""
    x, w, b = conv_input(rng, n=3, channels=2, size=(10, 7), out=5, kernel=kernel)
    assert_close(student.conv2d_naive(x, w, b, stride, padding), conv(x, w, b, stride, padding))


@conv2d_naive
def test_conv2d_naive_single(student, rng):
    """One image, one channel in, one out: the four dimensions stay"""
    x, w, b = conv_input(rng, n=1, channels=1, size=(4, 5), out=1, kernel=(2, 3))
    assert_close(student.conv2d_naive(x, w, b, (1, 1), (0, 0)), conv(x, w, b, (1, 1), (0, 0)))


@conv2d_naive
@pytest.mark.parametrize(("stride", "padding"), [((1, 1), (0, 0)), ((2, 3), (1, 2))])
def test_conv2d_naive_gradient(student, rng, stride, padding):
    """Gradients flow to the images, the kernels and the bias"""
    args = conv_input(rng, size=(6, 8))
    assert_gradients(student, "conv2d_naive", conv, args, (stride, padding), wrt=(0, 1, 2))


@conv2d_naive
def test_conv2d_naive_inputs(student, rng):
    """The result is right in float64 and for images in another order in memory; the arguments stay as they were"""
    args = conv_input(rng, size=(6, 5))
    want = conv(*args, (2, 1), (1, 1))
    got = student.conv2d_naive(*map(exact64, args), (2, 1), (1, 1))
    assert_close(got, want, dtype=torch.float64)
    got = student.conv2d_naive(*map(exact64, args[:2]), None, (2, 1), (1, 1))
    assert_close(got, conv(*args[:2], None, (2, 1), (1, 1)), dtype=torch.float64)
    seen = student.run("conv2d_naive", recipe.non_contiguous(args[0]), *args[1:], (2, 1), (1, 1))
    assert_close(seen.value, want)
    assert_unchanged(seen)


# max_pool2d


def pool(x: Tensor, kernel: Pair, stride: Pair, padding: Pair) -> Tensor:
    """The oracle."""
    return F.max_pool2d(x, kernel, stride, padding)


POOLS = pytest.mark.parametrize(
    ("kernel", "stride", "padding"),
    [((2, 3), (2, 3), (0, 0)), ((3, 2), (1, 2), (0, 0)), ((3, 4), (2, 1), (1, 2)), ((2, 5), (3, 2), (1, 0))],
)


@max_pool2d
@pytest.mark.visible
def test_max_pool2d_example(student):
    """[[-1, -2, -5], [-3, -4, -6]] with a padding of one column: windows of 2 x 2 give [[-1, -2]]"""
    x = torch.tensor([[[[-1.0, -2.0, -5.0], [-3.0, -4.0, -6.0]]]])
    got = student.max_pool2d(x, kernel=(2, 2), stride=(2, 2), padding=(0, 1))
    assert_close(got, torch.tensor([[[[-1.0, -2.0]]]]))


@max_pool2d
@POOLS
def test_max_pool2d_values(student, rng, kernel, stride, padding):
    """The largest number of every window, for positive and negative numbers"""
    for size in ((7, 9), (8, 10)):
        x = rng.normal(2, 3, *size)
        assert_close(student.max_pool2d(x, kernel, stride, padding), pool(x, kernel, stride, padding))


@max_pool2d
@pytest.mark.parametrize(("kernel", "padding"), [((3, 2), (1, 1)), ((2, 4), (0, 2)), ((3, 5), (1, 0))])
def test_max_pool2d_negative(student, rng, kernel, padding):
    """Where all numbers are negative, however far, the padding does not win"""
    for shift, scale in ((3.0, 1.0), (2000.0, 1.0), (0.5, 2.0**100)):
        x = (-rng.uniform(2, 3, 6, 7) - shift) * scale
        assert_close(student.max_pool2d(x, kernel, (2, 3), padding), pool(x, kernel, (2, 3), padding), atol=0)


@max_pool2d
@POOLS
def test_max_pool2d_gradient(student, rng, kernel, stride, padding):
    """The gradient goes to the largest number of each window; where windows overlap it adds up"""
    x = (rng.permutation(2 * 3 * 7 * 9).view(2, 3, 7, 9).double() - 300) / 8
    assert_gradients(student, "max_pool2d", pool, (x,), (kernel, stride, padding), wrt=(0,))


@max_pool2d
@POOLS
def test_max_pool2d_ties(student, rng, kernel, stride, padding):
    """Of several that are equally large, the first one of the window, row by row, gets the whole gradient"""
    x = rng.integers(2, 3, 7, 9, low=-3, high=-1).double()
    assert_gradients(student, "max_pool2d", pool, (x,), (kernel, stride, padding), wrt=(0,))


@max_pool2d
def test_max_pool2d_inputs(student, rng):
    """The result is right in float64 and for images in another order in memory; x stays as it was"""
    x = rng.normal(3, 2, 5, 6)
    want = pool(x, (3, 2), (1, 2), (1, 1))
    assert_close(student.max_pool2d(exact64(x), (3, 2), (1, 2), (1, 1)), want, dtype=torch.float64)
    seen = student.run("max_pool2d", recipe.non_contiguous(x), (3, 2), (1, 2), (1, 1))
    assert_close(seen.value, want)
    assert_unchanged(seen, 0)


# ResidualBlock


def block_shapes(inputs: int, outputs: int, stride: int) -> dict[str, tuple[int, ...]]:
    """The parameters of a block."""
    shapes: dict[str, tuple[int, ...]] = {
        "conv1.weight": (outputs, inputs, 3, 3), "bn1.weight": (outputs,), "bn1.bias": (outputs,),
        "conv2.weight": (outputs, outputs, 3, 3), "bn2.weight": (outputs,), "bn2.bias": (outputs,),
    }  # fmt: skip
    if stride != 1 or inputs != outputs:
        shapes["shortcut.0.weight"] = (outputs, inputs, 1, 1)
        shapes |= {"shortcut.1.weight": (outputs,), "shortcut.1.bias": (outputs,)}
    return shapes


def block_state(rng, inputs: int, outputs: int, stride: int) -> State:
    """Random parameters and running statistics."""
    state = {name: rng.normal(*shape) * 0.5 for name, shape in block_shapes(inputs, outputs, stride).items()}
    for name in [name.removesuffix(".bias") for name in state if name.endswith(".bias")]:
        state |= {
            f"{name}.running_mean": rng.normal(outputs),
            f"{name}.running_var": rng.uniform(outputs, low=0.5, high=2),
        }
        state[f"{name}.num_batches_tracked"] = torch.tensor(rng.integer(3, 30))
    return state


def normalised(state: State, name: str, x: Tensor, training: bool) -> Tensor:
    """BatchNorm, and its running statistics in `state` where it is in train mode."""
    mean, var = state[f"{name}.running_mean"], state[f"{name}.running_var"]
    if training:
        state[f"{name}.num_batches_tracked"] = state[f"{name}.num_batches_tracked"] + 1
    return F.batch_norm(x, mean, var, state[f"{name}.weight"], state[f"{name}.bias"], training=training)


def block_forward(state: State, x: Tensor, stride: int, training: bool) -> Tensor:
    """The oracle."""
    y = F.conv2d(x, state["conv1.weight"], stride=stride, padding=1)
    y = F.relu(normalised(state, "bn1", y, training))
    y = normalised(state, "bn2", F.conv2d(y, state["conv2.weight"], padding=1), training)
    if "shortcut.0.weight" in state:
        x = normalised(state, "shortcut.1", F.conv2d(x, state["shortcut.0.weight"], stride=stride), training)
    return F.relu(y + x)


BLOCKS = pytest.mark.parametrize(
    ("inputs", "outputs", "stride"),
    [(4, 4, 1), (3, 5, 1), (4, 4, 2), (3, 6, 2), (5, 2, 3)],
    ids=["plain", "wider", "smaller", "both", "stride 3"],
)


def new_block(student, state: State, inputs: int, outputs: int, stride: int) -> Handle:
    """A block with this state."""
    block = student.new("ResidualBlock", inputs, outputs, stride)
    block.set_state(state)
    return block


@residual_block
@pytest.mark.visible
def test_residual_block_example(student):
    """with both convolutions at zero, ResidualBlock(1, 1, stride=1) gives relu(x): [[3, -4]] becomes [[3, 0]]"""
    block = student.new("ResidualBlock", 1, 1, stride=1)
    state = {"conv1.weight": torch.zeros(1, 1, 3, 3), "conv2.weight": torch.zeros(1, 1, 3, 3)}
    for name in ("bn1", "bn2"):
        state |= {f"{name}.weight": torch.ones(1), f"{name}.bias": torch.zeros(1)}
        state |= {f"{name}.running_mean": torch.zeros(1), f"{name}.running_var": torch.ones(1)}
        state[f"{name}.num_batches_tracked"] = torch.tensor(0)
    block.set_state(state)
    assert_close(block(torch.tensor([[[[3.0, -4.0]]]])), torch.tensor([[[[3.0, 0.0]]]]))


@residual_block
@BLOCKS
def test_residual_block_parameters(student, inputs, outputs, stride):
    """The parameters have the names and shapes of the stub, with a shortcut only where the shape changes"""
    block = student.new("ResidualBlock", inputs, outputs, stride)
    found = {name: tuple(value.shape) for name, value in block.view().parameters.items()}
    assert_equal(found, block_shapes(inputs, outputs, stride))


@residual_block
@BLOCKS
def test_residual_block_eval(student, rng, inputs, outputs, stride):
    """In eval mode the outputs are right: each BatchNorm in its place, the sum before the last ReLU"""
    state, x = block_state(rng, inputs, outputs, stride), rng.normal(2, inputs, 7, 6)
    block = new_block(student, state, inputs, outputs, stride)
    block.eval(returns=object)
    assert_close(block(x), block_forward(dict(state), x, stride, training=False))


@residual_block
@BLOCKS
def test_residual_block_train(student, rng, inputs, outputs, stride):
    """In train mode the outputs are right, and so are the running statistics afterwards"""
    state, x = block_state(rng, inputs, outputs, stride), rng.normal(5, inputs, 7, 6)
    block = new_block(student, state, inputs, outputs, stride)
    want = {name: value.clone() for name, value in state.items()}
    assert_close(block(x), block_forward(want, x, stride, training=True))
    assert_close(block.view().state, want)


@residual_block
@pytest.mark.parametrize(("inputs", "outputs", "stride"), [(4, 4, 1), (3, 5, 2)], ids=["plain", "both"])
def test_residual_block_identity(student, rng, inputs, outputs, stride):
    """With zero convolutions only the shortcut is left, and the outputs are right"""
    state, x = block_state(rng, inputs, outputs, stride), rng.normal(3, inputs, 5, 6)
    state |= {name: torch.zeros_like(state[name]) for name in ("conv1.weight", "conv2.weight", "bn2.bias")}
    state |= {f"{name}.running_mean": torch.zeros_like(state[f"{name}.running_mean"]) for name in ("bn1", "bn2")}
    block = new_block(student, state, inputs, outputs, stride)
    block.eval(returns=object)
    assert_close(block(x), block_forward(dict(state), x, stride, training=False))


@residual_block
@pytest.mark.parametrize(("inputs", "outputs", "stride"), [(4, 4, 1), (3, 5, 2)], ids=["plain", "both"])
def test_residual_block_learns(student, rng, inputs, outputs, stride):
    """A step of gradient descent moves every parameter as it should"""
    state, x = block_state(rng, inputs, outputs, stride), rng.normal(6, inputs, 4, 3)
    block = new_block(student, state, inputs, outputs, stride)
    y_shape = block_forward(dict(state), x, stride, training=False).shape
    labels = rng.labels(y_shape[0] * y_shape[2] * y_shape[3], outputs).view(y_shape[0], *y_shape[2:])
    student.build(recipe.function("training_step", cls="SGD", lr=0.7))(block, x, labels, None, returns=None)
    names = list(block_shapes(inputs, outputs, stride))
    leaves = {name: state[name].clone().requires_grad_() for name in names}
    out = block_forward({**{name: value.clone() for name, value in state.items()}, **leaves}, x, stride, training=True)
    grads = torch.autograd.grad(F.cross_entropy(out, labels), list(leaves.values()))
    want = {name: state[name] - 0.7 * grad for name, grad in zip(names, grads, strict=True)}
    assert_close(block.view().parameters, want)


@residual_block
def test_residual_block_leaves_input(student, rng):
    """The outputs are right, and x stays as it was"""
    state, x = block_state(rng, 4, 4, 1), rng.normal(2, 4, 5, 6)
    block = new_block(student, state, 4, 4, 1)
    block.eval(returns=object)
    seen = block.run("", x)
    assert_close(seen.value, block_forward(dict(state), x, 1, training=False))
    assert_unchanged(seen, 0)


# count_params_and_flops


def conv_layer(
    inputs: int, outputs: int, *, groups: int = 1, bias: bool = True, **options: object
) -> dict[str, object]:
    """A convolution of a spec."""
    shape: dict[str, object] = {"kernel": (3, 2), "stride": (1, 1), "padding": (0, 0)}
    return {"kind": "conv", "in": inputs, "out": outputs, "groups": groups, "bias": bias, **shape, **options}


def pool_layer(**options: object) -> dict[str, object]:
    """A max pooling of a spec."""
    return {"kind": "max_pool", "kernel": (2, 3), "stride": (2, 3), "padding": (0, 1), **options}


def linear_layer(inputs: int, outputs: int, *, bias: bool = True) -> dict[str, object]:
    """A linear layer of a spec."""
    return {"kind": "linear", "in": inputs, "out": outputs, "bias": bias}


AVERAGE: dict[str, object] = {"kind": "global_avg_pool"}


def counted(spec: Sequence[Mapping[str, object]], size: Pair) -> tuple[int, int]:
    """The oracle: modules of torch are made and run, and what they hold and give is counted."""
    params = flops = 0
    x = torch.zeros(1, int(spec[0].get("in", 1)), *size)
    for layer in spec:
        if layer["kind"] == "conv":
            names = ("kernel", "stride", "padding", "groups", "bias")
            made = torch.nn.Conv2d(layer["in"], layer["out"], *(layer[name] for name in names[:1]),
                                   **{name: layer[name] for name in names[1:]})  # fmt: skip
            x = made(x).detach()
            flops += x.numel() * (2 * made.weight[0].numel() + bool(layer["bias"]))
        elif layer["kind"] == "max_pool":
            made = torch.nn.MaxPool2d(layer["kernel"], layer["stride"], layer["padding"])
            x = made(x)
        elif layer["kind"] == "linear":
            made = torch.nn.Linear(layer["in"], layer["out"], bias=layer["bias"])
            flops += layer["out"] * (2 * layer["in"] + bool(layer["bias"]))
        else:
            made = torch.nn.Identity()
        params += sum(parameter.numel() for parameter in made.parameters())
    return params, flops


def assert_counted(student, spec: list[dict[str, object]], size: Pair) -> None:
    """Both numbers are right."""
    assert_equal(student.count_params_and_flops(spec, size, returns=tuple[int, int]), counted(spec, size))


@count_params_and_flops
@pytest.mark.visible
def test_count_example(student):
    """a 3 x 3 convolution from 1 to 2 channels, an average and a linear layer of 4, on 6 x 7: (32, 780)"""
    spec = [conv_layer(1, 2, kernel=(3, 3)), AVERAGE, linear_layer(2, 4)]
    assert_equal(student.count_params_and_flops(spec, (6, 7), returns=tuple[int, int]), (32, 780))


@count_params_and_flops
def test_count_without_bias(student, rng):
    """Without a bias, a product and its addition count as two operations, in a convolution and a linear layer"""
    size = (rng.integer(8, 20), rng.integer(21, 30))
    assert_counted(student, [conv_layer(3, 5, bias=False, kernel=(3, 4))], size)
    assert_counted(student, [linear_layer(rng.integer(5, 40), 7, bias=False)], size)


@count_params_and_flops
def test_count_one_convolution(student, rng):
    """One convolution with a bias: parameters and operations"""
    size = (rng.integer(8, 20), rng.integer(21, 30))
    assert_counted(student, [conv_layer(3, 5, kernel=(3, 4))], size)


@count_params_and_flops
def test_count_one_linear_layer(student, rng):
    """One linear layer with a bias: the size of the image does not matter"""
    for size in ((rng.integer(8, 20), 5), (3, rng.integer(8, 20))):
        assert_counted(student, [linear_layer(rng.integer(5, 40), 7)], size)


@count_params_and_flops
@pytest.mark.parametrize(("stride", "padding"), [((2, 3), (0, 0)), ((1, 1), (1, 2)), ((3, 2), (2, 1))])
def test_count_stride_and_padding(student, rng, stride, padding):
    """Stride and padding change how many output numbers there are, here and in the next layer"""
    size = (rng.integer(11, 20), rng.integer(21, 30))
    first = conv_layer(2, 4, stride=stride, padding=padding)
    assert_counted(student, [first], size)
    assert_counted(student, [first, conv_layer(4, 3, bias=False)], size)


@count_params_and_flops
@pytest.mark.parametrize("groups", [2, 3, 6])
def test_count_groups(student, rng, groups):
    """With groups, an output channel sees only its share of the input channels"""
    size = (rng.integer(8, 20), rng.integer(21, 30))
    assert_counted(student, [conv_layer(6, 12, groups=groups)], size)


@count_params_and_flops
def test_count_pooling(student, rng):
    """Max pooling and the average cost nothing, and max pooling makes the image smaller"""
    size = (rng.integer(18, 30), rng.integer(31, 40))
    spec = [conv_layer(1, 4), pool_layer(), conv_layer(4, 6), pool_layer(stride=(1, 2)), conv_layer(6, 3)]
    assert_counted(student, [*spec, AVERAGE, linear_layer(3, 10)], size)


@count_params_and_flops
def test_count_network(student, rng):
    """A whole network with groups, strides and several linear layers; the spec stays as it was"""
    spec = [
        conv_layer(3, 8, kernel=(5, 3), padding=(2, 1), stride=(2, 1), bias=False), pool_layer(padding=(1, 0)),
        conv_layer(8, 8, groups=8, padding=(1, 1)), conv_layer(8, 12, kernel=(1, 1), bias=False), AVERAGE,
        linear_layer(12, 9), linear_layer(9, 4, bias=False),
    ]  # fmt: skip
    size = (rng.integer(20, 30), rng.integer(31, 40))
    seen = student.run("count_params_and_flops", spec, size, returns=tuple[int, int])
    assert_equal(seen.value, counted(spec, size))
    assert_unchanged(seen)
    require(all(type(number) is int for number in seen.value), "the two numbers are not Python ints")
