import collections
import functools
import math
import os
import random
import struct
import subprocess
import sys
import types
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import pytest
import torch
from hypothesis import given, settings

from grader.sandbox.inside import wire
from grader.sandbox.inside.wire import Handle, MetaTensor, Node, TensorWithFacts, Unsendable, WireError, decode, encode
from grader.sandbox.inside.wire_values import DTYPE_NAMES, ITEM_SIZES, NUMPY_CODES, TORCH_CODES

pytestmark = pytest.mark.filterwarnings("ignore:ComplexHalf support is experimental")

FUZZ_FRAMES = int(os.environ.get("GRADSTEP_FUZZ_FRAMES", "20000"))
HUGE = 1 << 60


def raw(tensor: torch.Tensor) -> bytes:
    """The bytes of a tensor's values, in the order of its indices."""
    plain = tensor.detach().resolve_conj().resolve_neg().contiguous()
    return bytes(plain.reshape(-1).view(torch.uint8).numpy())


def same(one: object, two: object) -> bool:
    """Equal type for type and bit for bit: a NaN is the same as itself, 0.0 is not -0.0, 1 is not True."""
    if type(one) is torch.nn.Parameter:
        one = one.data
    if type(one) is not type(two):
        return False
    if isinstance(one, torch.Tensor):
        return (one.dtype, one.shape, raw(one)) == (two.dtype, two.shape, raw(two))
    if isinstance(one, np.ndarray | np.generic):
        return (one.dtype.newbyteorder("="), one.shape) == (two.dtype, two.shape) and (
            one.astype(two.dtype).tobytes() == two.tobytes()
        )
    if isinstance(one, float):
        return struct.pack("d", one) == struct.pack("d", two)
    if isinstance(one, list | tuple):
        return len(one) == len(two) and all(map(same, one, two))
    if isinstance(one, dict):
        return same(list(one.items()), list(two.items()))
    if isinstance(one, Node):
        return one.kind == two.kind and same(one.fields, two.fields)
    return one == two


def there_and_back(value: object) -> object:
    return decode(encode(value))


def random_tensor(name: str, shape: tuple[int, ...], data: bytes) -> torch.Tensor:
    size = ITEM_SIZES[TORCH_CODES[name]] * math.prod(shape)
    data = (data * (size // len(data) + 1))[:size]
    if name == "bool":
        data = bytes(byte & 1 for byte in data)
    if not size:
        return torch.empty(shape, dtype=getattr(torch, name))
    return torch.frombuffer(bytearray(data), dtype=getattr(torch, name)).reshape(shape)


shapes = st.lists(st.integers(0, 4), max_size=4).map(tuple)
some_bytes = st.binary(min_size=1, max_size=64)
tensors = st.builds(random_tensor, st.sampled_from(DTYPE_NAMES), shapes, some_bytes)
arrays = st.builds(
    lambda name, shape, data: random_tensor(name, shape, data).numpy().copy(),
    st.sampled_from(sorted(NUMPY_CODES)),
    shapes,
    some_bytes,
)
text = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
floats = st.binary(min_size=8, max_size=8).map(lambda data: struct.unpack("d", data)[0]) | st.floats()
atoms = st.none() | st.booleans() | st.integers() | floats | text | st.binary(max_size=20)
keys = st.recursive(atoms, lambda part: st.lists(part, max_size=3).map(tuple), max_leaves=4)
torch_things = (
    st.sampled_from([getattr(torch, name) for name in DTYPE_NAMES])
    | st.sampled_from(["cpu", "cuda", "cuda:3", "mps", "meta"]).map(torch.device)
    | st.lists(st.integers(0, 9), max_size=4).map(torch.Size)
)
handles = st.builds(Handle, st.integers(0, (1 << 63) - 1), text)
meta_tensors = st.builds(MetaTensor, shapes, st.sampled_from([torch.float32, torch.bool]))
scalars = arrays.filter(lambda array: array.size).map(lambda array: array.reshape(-1)[0])
leaves = atoms | tensors | arrays | scalars | torch_things | handles | meta_tensors
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
        | st.builds(Node, text, st.dictionaries(text, inner, max_size=4))
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=400)
@given(values)
def test_every_value_comes_back_as_it_was(value):
    """What is encoded is decoded to the same value: type, dtype, shape and every bit."""
    assert same(value, there_and_back(value))


@pytest.mark.parametrize("name", DTYPE_NAMES)
def test_every_dtype_comes_back(name):
    """A tensor of each dtype comes back, be it a matrix, a scalar, empty or not contiguous."""
    matrix = random_tensor(name, (3, 5), bytes(range(7, 200, 3)))
    for tensor in (matrix, matrix[1, 2], matrix[:, :0], matrix.t(), matrix[::2, 1::2], matrix[:1].expand(4, 5)):
        assert same(tensor, there_and_back(tensor))


def test_lazy_bits_are_resolved():
    """Conjugated and negated views arrive with the values that they stand for."""
    z = torch.tensor([1 + 2j, 3 - 4j])
    assert z.conj().is_conj()
    assert torch.equal(there_and_back(z.conj()), torch.tensor([1 - 2j, 3 + 4j]))
    assert z.conj().imag.is_neg()
    assert torch.equal(there_and_back(z.conj().imag), torch.tensor([-2.0, 4.0]))


def test_big_ints_come_back():
    """An int of any size comes back, also where Python would not print it."""
    for number in (1 << 63, -(1 << 63) - 1, 255, 128, -128, -129, 10**5000, -(1 << 100_000)):
        assert there_and_back(number) == number


@pytest.mark.parametrize("scalar", [np.float64(1.5), np.float32("nan"), np.int8(-3), np.bool_(True), np.longlong(7)])
def test_numpy_scalars_come_back_as_such(scalar):
    """A numpy scalar stays one: a float64 does not pass for a float."""
    back = there_and_back(scalar)
    assert isinstance(back, np.generic)
    assert same(np.dtype(scalar.dtype.name).type(scalar), back)


def test_arrays_of_another_byte_order_come_back_native():
    """Big-endian and Fortran-ordered arrays keep their values; the order of their bytes is not a fact that travels."""
    array = np.arange(6.0).reshape(2, 3)
    for other in (array.astype(">f8"), np.asfortranarray(array), array[:, ::-1][:, ::-1]):
        assert same(array, there_and_back(other))


def test_decoded_values_share_no_memory_with_the_message():
    """A message may be overwritten once it is decoded; what came out of it can be written to and resized."""
    frame = bytearray(encode([torch.ones(4), np.ones(4), b"abc"]))
    tensor, array, data = decode(memoryview(frame))
    frame[:] = bytes(len(frame))
    assert (tensor.tolist(), array.tolist(), data) == ([1.0] * 4, [1.0] * 4, b"abc")
    tensor[0] = 2
    array[0] = 2
    assert tensor.resize_(1000).shape == (1000,)


def test_a_tensor_that_was_sent_can_still_be_resized():
    """Sending a tensor changes nothing about it."""
    tensor = torch.ones(4)
    encode(tensor, facts=True)
    assert tensor.resize_(1000).shape == (1000,)


def test_a_tensor_that_needs_grad_arrives_plain():
    """Without facts, gradients, graphs and the class Parameter stay behind."""
    for sent in (torch.nn.Parameter(torch.ones(2)), torch.ones(2, requires_grad=True) * 3):
        back = there_and_back(sent)
        assert (type(back), back.requires_grad, back.is_leaf) == (torch.Tensor, False, True)


def facts_of(value: TensorWithFacts) -> tuple[object, ...]:
    return (value.requires_grad, value.is_leaf, value.device, value.is_parameter)


def test_facts_travel_with_each_tensor():
    """With facts, a tensor says whether it requires grad, is a leaf, is a Parameter, and where it was."""
    leaf = torch.ones(2, requires_grad=True)
    sent = [torch.ones(2), leaf, leaf * 2, torch.nn.Parameter(torch.ones(2)), torch.empty(3, device="meta")]
    back = decode(encode(sent, facts=True))
    assert [facts_of(item) for item in back] == [
        (False, True, "cpu", False),
        (True, True, "cpu", False),
        (True, False, "cpu", False),
        (True, True, "cpu", True),
        (False, True, "meta", False),
    ]
    assert back[2].tensor.tolist() == [2.0, 2.0]
    assert back[4].tensor == MetaTensor((3,), torch.float32)


def test_shared_storage_shows():
    """Views, detached tensors and arrays wrapped again have the storage number of what they share memory with."""
    x, y = torch.ones(4), torch.ones(4)
    sent = [x, y, x[1:], x.detach(), torch.from_numpy(x.numpy()), torch.empty(0), torch.empty(0), x.clone()]
    numbers = [item.storage for item in decode(encode(sent, facts=True))]
    assert numbers == [0, 1, 0, 0, 0, 2, 3, 4]


def test_storage_numbers_hold_across_messages():
    """With the same `storages`, a tensor keeps its number in later messages, and a freed one's is not given away."""
    storages: wire.Storages = {}
    x = torch.ones(4)
    assert decode(encode(x, facts=True, storages=storages)).storage == 0
    for number in range(1, 20):
        assert decode(encode(torch.ones(4), facts=True, storages=storages)).storage == number
    assert decode(encode(x[2:], facts=True, storages=storages)).storage == 0


def test_meta_tensors_are_a_value_of_their_own():
    """A tensor without values arrives as its shape and dtype, however large it claims to be."""
    sent = torch.empty(1 << 20, 1 << 20, dtype=torch.int16, device="meta")
    assert there_and_back(sent) == MetaTensor((1 << 20, 1 << 20), torch.int16)


def test_one_node_twice_stays_one_object():
    """A Node that occurs twice is decoded once; equal Nodes that are two objects stay two."""
    model = Node("model", {"weight": torch.ones(2)})
    other = Node("model", {"weight": torch.ones(2)})
    back = there_and_back({"optimizer": Node("sgd", {"of": model}), "args": [model, other]})
    assert back["optimizer"].fields["of"] is back["args"][0]
    assert back["args"][1] is not back["args"][0]
    assert len({model, other, model}) == 2


class Liar(type):
    """A metaclass whose classes claim to be int."""

    def __hash__(cls):
        return hash(int)

    def __eq__(cls, other):
        return True

    def __getattribute__(cls, name):
        raise RuntimeError(name)


class Lying(metaclass=Liar):
    """An object whose class claims to be int."""


class Agreeable:
    """An object that claims to be a tensor, and equal to everything."""

    def __getattribute__(self, name):
        return torch.Tensor if name == "__class__" else object.__getattribute__(self, name)

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


class Foo(np.ndarray):
    """A subclass of the exact type."""


class Bar(torch.Tensor):
    """A subclass of the exact type."""


class Int(int):
    """A subclass of the exact type."""


def cycle() -> list[object]:
    items: list[object] = []
    items.append(items)
    return items


def node_cycle() -> Node:
    node = Node("ring", {})
    node.fields["next"] = [node]
    return node


def deep(levels: int) -> list[object]:
    return functools.reduce(lambda inner, _: [inner], range(levels), [])


UNSENDABLE = {
    "a generator": lambda: (x for x in ()),
    "a function": lambda: deep,
    "a built-in function": lambda: len,
    "a method": lambda: types.MethodType(deep, 1),
    "a module": lambda: torch,
    "a class": lambda: int,
    "a set": lambda: {1},
    "a range": lambda: range(3),
    "a slice": lambda: slice(3),
    "a complex number": lambda: 1j,
    "an int subclass Int": lambda: Int(3),
    "a dict subclass Counter": collections.Counter,
    "a numpy array subclass Foo": lambda: np.zeros(2).view(Foo),
    "a torch.Tensor subclass Bar": lambda: torch.zeros(2).as_subclass(Bar),
    "a torch.nn.Module subclass Linear": lambda: torch.nn.Linear(1, 1),
    "an object of class Lying": Lying,
    "an object of class Agreeable": Agreeable,
    "a sparse_coo tensor": lambda: torch.eye(2).to_sparse(),
    "a bits8 tensor": lambda: torch.empty(2, dtype=torch.bits8),
    "the dtype qint8": lambda: torch.qint8,
    "a numpy array of dtype object": lambda: np.array([None]),
    "a numpy array of dtype <U1": lambda: np.array(["a"]),
    "a numpy array of dtype datetime64[s]": lambda: np.array([0], dtype="datetime64[s]"),
    "a str subclass str_": lambda: np.str_("a"),
    "a dict with a frozenset as a key": lambda: {frozenset(): 1},
    "a dict with an int subclass Int as a key": lambda: {Int(1): 1},
    "a malformed handle": lambda: Handle(-1, "x"),
    "a malformed node": lambda: Node("x", {1: 2}),
    "a ring that holds itself": node_cycle,
    "a value nested more than 64 deep, or one that holds itself": cycle,
    "more than 500000 values at once": lambda: [0] * 500_000,
    "an int of more than 8388608 bits": lambda: 1 << (1 << 23),
    "text of more than 16777216 bytes": lambda: "\u00e9" * (1 << 23) + "e",
    "a value of more than 268435456 bytes": lambda: torch.zeros(1).expand(1 << 40),
    "a tensor or array of more than 32 dimensions, or of a shape too large": lambda: torch.zeros([1] * 33),
}


@pytest.mark.parametrize("words", UNSENDABLE)
def test_what_the_wire_does_not_carry_is_named(words):
    """What cannot be sent is refused, at the top or within a list, in words that a learner can read."""
    for value in (UNSENDABLE[words](), [UNSENDABLE[words]()]):
        with pytest.raises(Unsendable) as refusal:
            encode(value)
        assert str(refusal.value) == words
        assert refusal.value.template.format_map(refusal.value.values) == words


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning")
def test_quantised_and_nested_tensors_are_named():
    """Tensors of kinds that torch itself warns about are refused by name."""
    quantised = torch.quantize_per_tensor(torch.zeros(2), 0.1, 0, torch.qint8)
    nested = torch.nested.nested_tensor([torch.zeros(1), torch.zeros(2)])
    for tensor, kind in ((quantised, "qint8"), (nested, "nested")):
        with pytest.raises(Unsendable, match=f"^a {kind} tensor$"):
            encode(tensor)


def test_a_tensor_inside_a_transform_is_refused():
    """A tensor whose values exist only within vmap is refused, not a crash."""
    refusals = []

    def look(x):
        with pytest.raises(Unsendable) as refusal:
            encode(x)
        refusals.append(str(refusal.value))
        return x

    torch.vmap(look)(torch.ones(2))
    assert refusals == ["a tensor whose values cannot be read"]


def test_a_tensor_whose_memory_was_freed_is_refused():
    """A storage that was resized below its tensor is refused, where reading it would crash."""
    tensor = torch.ones(3, 4)[:, 1:]
    encode(tensor)
    for size in (47, 0):
        tensor.untyped_storage().resize_(size)
        with pytest.raises(Unsendable, match=r"^a tensor whose values cannot be read$"):
            encode(tensor)


def test_encode_honours_its_caps():
    """Bytes and items are capped where they are written, also through one Node that is used again and again."""
    with pytest.raises(Unsendable, match="more than 100 bytes"):
        encode(torch.zeros(30), max_bytes=100)
    with pytest.raises(Unsendable, match="more than 5 values"):
        encode([0] * 5, max_items=5)
    node = Node("x", {"values": [0] * 100})
    assert encode([node], max_items=200)
    with pytest.raises(Unsendable, match="more than 200 values"):
        encode([node, node], max_items=200)


def test_depth_is_the_same_on_both_sides():
    """The deepest value that is sent is also received; one level more is refused by both."""
    assert decode(encode(deep(64))) == deep(64)
    with pytest.raises(Unsendable):
        encode(deep(65))
    with pytest.raises(WireError, match="nested more than 63 deep"):
        decode(encode(deep(64)), max_depth=63)
    node = Node("x", {"nested": deep(31)})
    inside = functools.reduce(lambda inner, _: [inner], range(31), node)
    assert decode(encode([node, inside]))
    with pytest.raises(Unsendable, match="nested more than 64 deep"):
        encode([node, [inside]])


u32 = struct.Struct("<I").pack
i64 = struct.Struct("<q").pack
FLOAT32, BOOL, BFLOAT16 = (bytes([TORCH_CODES[name]]) for name in ("float32", "bool", "bfloat16"))
ONE_NODE = b"n" + u32(1) + b"k" + u32(0)
REFUSED = {
    "empty": b"",
    "unknown tag": b"?",
    "short int": b"i\0\0",
    "trailing bytes": b"N\0",
    "text that is longer than the message": b"s" + u32(5) + b"abcd",
    "text that is not UTF-8": b"s" + u32(1) + b"\xff",
    "bytes beyond the end": b"y" + u32(1 << 31),
    "list that claims four thousand million items": b"l" + u32(0xFFFFFFFF),
    "dict that claims four thousand million items": b"d" + u32(0xFFFFFFFF),
    "node that claims four thousand million fields": b"n" + u32(0) + u32(0xFFFFFFFF),
    "a million items of one byte": b"l" + u32(1_000_000) + b"N" * 1_000_000,
    "lists in lists of a million items": b"l" + u32(1000) + (b"l" + u32(1000) + b"N" * 1000) * 1000,
    "depth bomb": (b"l" + u32(1)) * 100_000 + b"N",
    "tuple depth bomb in a key": b"d" + u32(1) + (b"c" + u32(1)) * 100_000 + b"N",
    "int that is too large": b"I" + u32((1 << 20) + 1) + bytes((1 << 20) + 1),
    "key twice": b"d" + u32(2) + (b"i" + i64(1) + b"N") * 2,
    "keys that are equal across types": b"d" + u32(2) + b"i" + i64(1) + b"N" + b"TN",
    "unhashable key": b"d" + u32(1) + b"l" + u32(0) + b"N",
    "unhashable key in a tuple": b"d" + u32(1) + b"c" + u32(1) + b"l" + u32(0) + b"N",
    "dtype as key": b"d" + u32(1) + b"p" + FLOAT32 + b"N",
    "field twice": b"n" + u32(0) + u32(2) + (u32(1) + b"a" + b"N") * 2,
    "label that is too long": b"n" + u32(801) + b"k" * 801 + u32(0),
    "tensor of 2**60 elements": b"t" + FLOAT32 + b"\1" + i64(HUGE),
    "tensor of 2**120 elements": b"t" + FLOAT32 + b"\2" + i64(HUGE) * 2,
    "tensor whose size overflows to 0": b"t" + FLOAT32 + b"\2" + i64(1 << 32) * 2,
    "tensor with an element too few": b"t" + FLOAT32 + b"\1" + i64(2) + bytes(7),
    "tensor with an element too many": b"t" + FLOAT32 + b"\1" + i64(1) + bytes(8),
    "tensor with a negative size": b"t" + FLOAT32 + b"\1" + i64(-1),
    "tensor with two negative sizes": b"t" + FLOAT32 + b"\2" + i64(-1) * 2 + bytes(4),
    "empty tensor with strides that overflow": b"t" + FLOAT32 + b"\3" + i64(0) + i64(HUGE) * 2,
    "empty array with strides that overflow": b"a" + FLOAT32 + b"\3" + i64(0) + i64(HUGE) * 2,
    "tensor of 255 dimensions": b"t" + FLOAT32 + b"\xff" + i64(1) * 255 + bytes(4),
    "tensor of unknown dtype": b"t\xff\0",
    "bool tensor that holds a 2": b"t" + BOOL + b"\1" + i64(2) + b"\1\2",
    "bool array that holds a 2": b"a" + BOOL + b"\0" + b"\2",
    "meta tensor that cannot exist": b"m" + FLOAT32 + b"\2" + i64(HUGE) * 2,
    "array of bfloat16": b"a" + BFLOAT16 + b"\0" + bytes(2),
    "scalar of bfloat16": b"u" + BFLOAT16 + b"\0" + bytes(2),
    "scalar with dimensions": b"u" + FLOAT32 + b"\1" + i64(1) + bytes(4),
    "unknown dtype": b"p\xff",
    "unknown device": b"v" + u32(3) + b"foo",
    "device with strange characters": b"v" + u32(5) + b"cpu\n0",
    "device with a number that wraps": b"v" + u32(8) + b"cuda:300",
    "size that claims too much": b"z" + u32(0xFFFFFFFF),
    "handle with a negative number": b"h" + i64(-1) + u32(0),
    "facts about no tensor": b"x" + bytes(5) + u32(3) + b"cpu" + b"N",
    "facts about facts": (b"x" + bytes(5) + u32(3) + b"cpu") * 2 + b"m" + FLOAT32 + b"\0",
    "facts with an unknown flag": b"x\x10" + bytes(4) + u32(3) + b"cpu" + b"m" + FLOAT32 + b"\0",
    "facts with a device that is none": b"x" + bytes(5) + u32(4) + b"\x1b[2J" + b"m" + FLOAT32 + b"\0",
    "reference to nothing": b"r" + u32(0),
    "reference to itself": b"n" + u32(0) + u32(1) + u32(0) + b"r" + u32(0),
    "reference to a later node": b"l" + u32(2) + b"r" + u32(0) + ONE_NODE,
}


@pytest.mark.parametrize("what", REFUSED)
def test_bytes_that_are_no_message_are_refused(what):
    """A frame that claims what it does not hold is refused by a check of ours, before memory is taken for it."""
    with pytest.raises(WireError) as refusal:
        decode(REFUSED[what])
    assert "malformed" not in str(refusal.value)


def test_each_refused_frame_is_one_step_from_a_good_one():
    """The neighbours of the refused frames are accepted, so that it is the fault named there that is refused."""
    good = [
        b"t" + FLOAT32 + b"\1" + i64(2) + bytes(8),
        b"t" + FLOAT32 + b"\3" + i64(0) + i64(1 << 20) * 2,
        b"t" + BOOL + b"\1" + i64(2) + b"\1\0",
        b"x\x07" + bytes(4) + u32(3) + b"cpu" + b"m" + FLOAT32 + b"\0",
        b"l" + u32(2) + ONE_NODE + b"r" + u32(0),
        b"n" + u32(800) + b"k" * 800 + u32(0),
        b"d" + u32(2) + b"i" + i64(1) + b"N" + b"i" + i64(2) + b"N",
        b"v" + u32(8) + b"cuda:127",
        b"l" + u32(400_000) + b"N" * 400_000,
    ]
    assert len([decode(frame) for frame in good]) == len(good)


def test_too_long_a_message_is_refused_unread():
    """max_bytes and max_items are the caller's; the length is looked at first."""
    with pytest.raises(WireError, match="11 bytes, where 10 are allowed"):
        decode(bytes(11), max_bytes=10)
    with pytest.raises(WireError, match="more than 3 values"):
        decode(encode([1, 2, 3]), max_items=3)
    with pytest.raises(WireError, match="more than 50 values"):
        decode(encode([torch.zeros(2)] * 3), max_items=50)
    with pytest.raises(WireError, match="claims 3 values and ends too soon"):
        decode(b"d" + u32(3) + b"TNFN")
    with pytest.raises(WireError, match="too long a text"):
        decode(b"s" + u32((1 << 24) + 1) + b"a" * ((1 << 24) + 1))


def test_nodes_that_unfold_without_end_are_refused():
    """Nodes that hold the one before twice would be walked 2**40 times: they count as often as they are met."""
    frame = b"l" + u32(40) + ONE_NODE
    for number in range(39):
        frame += b"n" + u32(0) + u32(2) + u32(1) + b"a" + b"r" + u32(number) + u32(1) + b"b" + b"r" + u32(number)
    with pytest.raises(WireError, match="more than 500000 values"):
        decode(frame)


def test_nodes_that_stand_deep_by_reference_are_refused():
    """A chain of references is as deep as it would be if it were written out."""

    def chain(links: int) -> bytes:
        frame = b"l" + u32(links + 1) + ONE_NODE
        return frame + b"".join(b"n" + u32(0) + u32(1) + u32(1) + b"a" + b"r" + u32(i) for i in range(links))

    assert decode(chain(63))
    with pytest.raises(WireError, match="nested more than 64 deep"):
        decode(chain(64))


def test_keys_that_collide_are_refused():
    """Ints that all hash to 0 are refused after a few, or building the dict would take the judge a day."""
    modulus = sys.hash_info.modulus
    colliding = {modulus * number: None for number in range(1, 300)}
    with pytest.raises(WireError, match="collide"):
        decode(encode(colliding))
    assert there_and_back(dict.fromkeys(range(10_000))) == dict.fromkeys(range(10_000))
    with pytest.raises(WireError, match="too many"):
        decode(encode(dict.fromkeys(range(20_000))))


def mutated(frame: bytearray, pool: list[bytes], chance: random.Random) -> bytearray:
    """A frame with a few bytes changed, cut, repeated, or taken from another one."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(frame) + 1)
        match chance.randrange(6):
            case 0 if at < len(frame):
                frame[at] = chance.randrange(256)
            case 1:
                frame = frame[:at]
            case 2:
                frame[at:at] = chance.randbytes(chance.randint(1, 9))
            case 3:
                frame[at : at + 4] = u32(chance.choice([0, 1, 2, 255, 1 << 16, 1 << 31, (1 << 32) - 1]))
            case 4:
                frame[at : at + 8] = i64(chance.choice([-1, 0, 1, 3, 1 << 31, 1 << 57, HUGE, -(1 << 63)]))
            case 5:
                other = chance.choice(pool)
                start = chance.randrange(len(other))
                frame[at:at] = other[start : start + chance.randint(1, 40)]
    return frame


def good_frames() -> list[bytes]:
    model = Node("model", {"weight": torch.ones(2, 3), "bias": None})
    sent = [
        None, 3, 10**40, -0.5, "text \ud800", b"bytes", [1, [2.0, (True,)]], {"a": 1, 2: "b", (1, "c"): [None]},
        torch.zeros(2, 3), torch.tensor(True), torch.zeros(0, 4, dtype=torch.bfloat16), np.zeros((2, 2), np.int16),
        np.float64(2), torch.int8, torch.device("cuda:1"), torch.Size([2, 3]), Handle(4, "Linear"),
        Node("sgd", {"model": model, "again": [model, model]}), torch.empty(4, device="meta"),
        {"id": 7, "outcome": "returned", "value": torch.zeros(3), "args": [torch.ones(2, dtype=torch.complex64)]},
    ]  # fmt: skip
    return [encode(value) for value in sent] + [encode(value, facts=True) for value in sent]


def peak_megabytes() -> float:
    resource = pytest.importorskip("resource")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def test_fuzzed_frames_raise_nothing_but_wire_error():
    """Random and mutated frames are decoded or refused by a check of ours, and memory stays flat."""
    chance = random.Random(2)
    pool = good_frames()
    tags = b"NTFiIfsylcdhnrtmxaupvz"
    decoded = 0
    before = peak_megabytes()
    for _ in range(FUZZ_FRAMES):
        if chance.random() < 0.2:
            frame = bytearray(bytes([chance.choice(tags)]) + chance.randbytes(chance.randint(0, 60)))
        else:
            frame = mutated(bytearray(chance.choice(pool)), pool, chance)
        try:
            decode(frame)
            decoded += 1
        except WireError as refusal:
            if "malformed" in str(refusal):
                pytest.fail(f"{refusal}: {frame.hex()}")
    assert FUZZ_FRAMES / 100 < decoded < FUZZ_FRAMES / 2
    assert peak_megabytes() - before < 64


def test_a_fault_in_the_checks_is_a_refusal_too(monkeypatch):
    """Should a frame find a hole in the checks, the judge still sees a WireError."""
    monkeypatch.setattr(torch, "empty", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(WireError, match=r"malformed message \(ZeroDivisionError\)"):
        decode(encode(torch.zeros(2)))


def test_the_wire_needs_the_standard_library_alone():
    """Loaded by path as inside.wire, the wire imports neither torch nor numpy nor anything of ours to send numbers."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import inside.wire as wire;"
        "assert wire.decode(wire.encode({'a': [1, 2.5, None]})) == {'a': [1, 2.5, None]};"
        "print(sorted({'torch', 'numpy', 'grader', 'course'} & {name.split('.')[0] for name in sys.modules}))"
    )
    folder = Path(wire.__file__).parents[1]
    result = subprocess.run([sys.executable, "-I", "-c", script, folder], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
