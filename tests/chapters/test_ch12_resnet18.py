"""Chapter 12's solutions on a network that learners meet outside: torchvision's resnet18 with random weights."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import torch
from torch import nn
from torchvision.models import resnet18

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions" / "ch12_finetuning"


@pytest.fixture(scope="module")
def heads() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ch12_heads", SOLUTIONS / "heads.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def model() -> nn.Module:
    return resnet18(weights=None)


def test_replace_head_gives_resnet18_seven_classes(heads: ModuleType, model: nn.Module) -> None:
    """`fc` becomes a Linear from 512 to 7, the rest keeps its tensors, and an image gets seven logits."""
    before = {name: value.clone() for name, value in model.state_dict().items() if not name.startswith("fc.")}
    assert heads.replace_head(model, "fc", 7) is model
    after = model.state_dict()
    assert tuple(after["fc.weight"].shape) == (7, 512)
    assert list(after) == [*before, "fc.weight", "fc.bias"]
    assert all(torch.equal(after[name], value) for name, value in before.items())
    model.eval()
    with torch.no_grad():
        assert model(torch.zeros(2, 3, 64, 64)).shape == (2, 7)


def test_replace_head_refuses_a_convolution(heads: ModuleType, model: nn.Module) -> None:
    """`layer4.1.conv2` is no Linear: TypeError, and the layer stays."""
    layer = model.get_submodule("layer4.1.conv2")
    with pytest.raises(TypeError, match="Conv2d"):
        heads.replace_head(model, "layer4.1.conv2", 7)
    assert model.get_submodule("layer4.1.conv2") is layer


def test_freeze_leaves_the_last_block_and_the_head(heads: ModuleType, model: nn.Module) -> None:
    """Trainable are exactly the parameters of `layer4.1` and `fc`; a step moves them and nothing else."""
    heads.freeze(model, ["layer4.1", "fc"])
    named = dict(model.named_parameters())
    trainable = heads.trainable_parameters(model)
    assert trainable == [name for name in named if name.startswith(("layer4.1.", "fc."))]

    before = {name: parameter.detach().clone() for name, parameter in named.items()}
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, weight_decay=0.1)
    nn.functional.cross_entropy(model(torch.randn(2, 3, 64, 64)), torch.tensor([3, 5])).backward()
    optimizer.step()
    moved = [name for name, parameter in named.items() if not torch.equal(parameter, before[name])]
    # A bias of 0 whose gradient is 0 may stay where it is; no name outside the trainable ones may appear.
    assert set(moved) <= set(trainable)
    assert {"layer4.1.conv1.weight", "layer4.1.bn2.weight", "fc.weight"} <= set(moved)


def test_freeze_with_an_unknown_block_changes_nothing(heads: ModuleType, model: nn.Module) -> None:
    """`layer5` does not exist: KeyError, and every parameter is as trainable as before."""
    with pytest.raises(KeyError, match="layer5"):
        heads.freeze(model, ["fc", "layer5"])
    assert all(parameter.requires_grad for parameter in model.parameters())
