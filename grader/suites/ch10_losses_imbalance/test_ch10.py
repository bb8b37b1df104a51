"""Chapter 10: custom losses and class imbalance."""

import math
from collections.abc import Callable, Sequence

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.suite import assert_close, assert_equal, assert_unchanged, require

huber_loss = pytest.mark.exercise("huber_loss")
weighted_ce = pytest.mark.exercise("weighted_ce")
class_weights = pytest.mark.exercise("class_weights")
focal_loss = pytest.mark.exercise("focal_loss")
balanced_sampler_probs = pytest.mark.exercise("balanced_sampler_probs")
confusion_and_f1 = pytest.mark.exercise("confusion_and_f1")
best_threshold = pytest.mark.exercise("best_threshold")


def gradients(f: Callable[..., Tensor], *inputs: Tensor, cotangent: Tensor) -> tuple[Tensor, ...]:
    """What autograd gives for f, in float64."""
    leaves = [tensor.clone().requires_grad_() for tensor in inputs]
    return torch.autograd.grad((f(*leaves) * cotangent).sum(), leaves)


def as_sent(tensor: Tensor) -> Tensor:
    """What float32 holds of sums such as 2000.3, so that both sides compute with the same numbers."""
    return tensor.float().double()


# huber_loss

ERRORS = pytest.mark.parametrize(("shape", "delta"), [((7, 3), 0.7), ((4, 5), 2.3), ((3, 2, 4), 0.25), ((9,), 1.6)])


def errors(rng, shape: Sequence[int], delta: float) -> tuple[Tensor, Tensor]:
    """Predictions and targets; their errors lie inside and outside of delta, on both sides of 0."""
    target = rng.normal(*shape)
    inside = rng.bernoulli(*shape)
    size = torch.where(inside, rng.uniform(*shape, high=0.9 * delta), rng.uniform(*shape, low=1.2, high=4) * delta)
    return as_sent(target + size * torch.where(rng.bernoulli(*shape), 1.0, -1.0)), target


def huber(delta: float) -> Callable[[Tensor, Tensor], Tensor]:
    """torch's own."""
    return lambda pred, target: F.huber_loss(pred, target, delta=delta)


@huber_loss
@pytest.mark.visible
def test_huber_loss_example(student):
    """the errors 1 and -4 with delta 2 have the losses 1/2 and 6: 3.25"""
    assert_close(student.huber_loss(torch.tensor([1.0, -4.0]), torch.zeros(2), 2.0), torch.tensor(3.25))


@huber_loss
@ERRORS
def test_huber_loss_values(student, rng, shape, delta):
    """A parabola inside of delta, a line outside, on both sides; the mean over every element"""
    pred, target = errors(rng, shape, delta)
    assert_close(student.huber_loss(pred, target, delta), huber(delta)(pred, target))


@huber_loss
@ERRORS
def test_huber_loss_gradients(student, rng, shape, delta):
    """Gradients flow back to pred and to target: the error inside of delta, plus or minus delta outside"""
    (pred, target), v = errors(rng, shape, delta), rng.uniform(low=1.5, high=3.0)
    seen = student.grad("huber_loss", pred, target, delta, wrt=(0, 1), cotangent=v)
    assert_close(seen.grads, gradients(huber(delta), pred, target, cotangent=v))


@huber_loss
@pytest.mark.parametrize("delta", [0.75, 3.0])
def test_huber_loss_border(student, rng, delta):
    """Errors of exactly delta, a little more, a little less, and 0 come out right, and the gradients around there"""
    steps = torch.tensor([1.0, -1.0, 1.125, -1.125, 0.875, -0.875, 0.0]).double()
    (target, v), pred = (rng.integers(7, low=-4, high=5).double(), rng.uniform(low=1.5, high=3.0)), steps * delta
    seen = student.grad("huber_loss", pred + target, target, delta, wrt=(0,), cotangent=v)
    assert_close(seen.value, huber(delta)(pred, torch.zeros(7).double()))
    (grad,) = seen.grads  # at the border itself min, max and clamp have gradients of their own, and are not wrong
    assert_close(grad[2:], pred.clamp(-delta, delta)[2:] * v / 7)


@huber_loss
@pytest.mark.parametrize("far", [1e4, 1e8])
def test_huber_loss_outliers(student, rng, far):
    """An error of 10,000 or a hundred million costs in proportion, and its gradient is no larger than delta"""
    (pred, target), v = errors(rng, (6,), 0.7), rng.uniform(low=1.5, high=3.0)
    pred[[1, 4]] = torch.tensor([far, -far]).double()
    seen = student.grad("huber_loss", pred, target, 0.7, wrt=(0,), cotangent=v)
    assert_close(seen.value, huber(0.7)(pred, target))
    assert_close(seen.grads, gradients(lambda p: huber(0.7)(p, target), pred, cotangent=v))


@huber_loss
@pytest.mark.parametrize(
    ("shape", "other"), [((6, 1), (6,)), ((5, 3), (1, 3)), ((2, 3), (3, 2))], ids=["column", "row", "turned"]
)
def test_huber_loss_refuses_unequal_shapes(student, rng, shape, other):
    """Equal shapes give the loss; unequal ones raise ValueError, (N, 1) against (N,) too"""
    pred, target = errors(rng, shape, 0.7)
    assert_close(student.huber_loss(pred, target, 0.7), huber(0.7)(pred, target))
    with student.raises(ValueError):
        student.huber_loss(pred, rng.normal(*other), 0.7)


@huber_loss
def test_huber_loss_leaves_arguments(student, rng):
    """The loss is right, and pred and target stay as they were"""
    pred, target = errors(rng, (5, 3), 0.7)
    seen = student.run("huber_loss", pred, target, 0.7)
    assert_close(seen.value, huber(0.7)(pred, target))
    assert_unchanged(seen, 0, 1)


# weighted_ce

BATCHES = pytest.mark.parametrize(("n", "classes"), [(7, 3), (4, 9), (5, 5), (11, 4)])


def samples(rng, n: int, classes: int) -> tuple[Tensor, Tensor]:
    """Logits of a usual size, and labels."""
    return rng.normal(n, classes) * 2, rng.labels(n, classes)


def unequal(rng, classes: int) -> Tensor:
    """A weight for each class: no two alike, some above and some below 1, and no simple sum."""
    return (rng.permutation(classes).double() * 0.7 + rng.uniform(classes, low=0.2, high=0.6)).float().double()


def far_samples(rng, gap: float) -> tuple[Tensor, Tensor]:
    """Rows near 0, 2000 and -2000, each sure of a class by `gap`: four of the true one, four of another."""
    logits, y = samples(rng, 8, 5)
    sure = torch.where(torch.arange(8) < 4, y, (y + 2) % 5)
    logits[torch.arange(8), sure] += gap
    return as_sent(logits + torch.tensor([0.0, 2000.0, -2000.0, 0.0] * 2).double()[:, None]), y


def weighted(y: Tensor, w: Tensor) -> Callable[[Tensor], Tensor]:
    """torch's own weighted mean."""
    return lambda logits: F.cross_entropy(logits, y, weight=w)


@weighted_ce
@pytest.mark.visible
def test_weighted_ce_example(student):
    """for [[0, 0], [ln 3, 0]], the classes [0, 1] and the weights [1, 3] the loss is (ln 2 + 3 ln 4) / 4 = 1.2130"""
    logits, y = torch.tensor([[0.0, 0.0], [math.log(3), 0.0]]), torch.tensor([0, 1])
    want = (math.log(2) + 3 * math.log(4)) / 4
    assert_close(student.weighted_ce(logits, y, torch.tensor([1.0, 3.0])), torch.tensor(want))


@weighted_ce
@BATCHES
def test_weighted_ce_values(student, rng, n, classes):
    """The losses times the weights of their classes, added up and divided by the sum of these weights"""
    (logits, y), w = samples(rng, n, classes), unequal(rng, classes)
    assert_close(student.weighted_ce(logits, y, w), weighted(y, w)(logits))


@weighted_ce
@BATCHES
def test_weighted_ce_gradients(student, rng, n, classes):
    """Gradients flow back from the loss to every logit"""
    (logits, y), w, v = samples(rng, n, classes), unequal(rng, classes), rng.uniform(low=1.5, high=3.0)
    seen = student.grad("weighted_ce", logits, y, w, wrt=(0,), cotangent=v)
    assert_close(seen.grads, gradients(weighted(y, w), logits, cotangent=v))


@weighted_ce
@pytest.mark.parametrize("factor", [4.0, 0.125])
def test_weighted_ce_scale_of_weights(student, rng, factor):
    """Weights that are all a few times as large, or as small, give the same loss"""
    (logits, y), w = samples(rng, 7, 4), unequal(rng, 4) * factor
    assert_close(student.weighted_ce(logits, y, w), weighted(y, w)(logits))


@weighted_ce
def test_weighted_ce_weight_zero(student, rng):
    """Samples of a class with the weight 0 count neither above nor below the line"""
    logits, y = rng.normal(7, 4) * 2, torch.tensor([2, 0, 2, 1, 3, 2, 1])
    w = unequal(rng, 4)
    w[2] = 0
    assert_close(student.weighted_ce(logits, y, w), weighted(y, w)(logits))


@weighted_ce
@pytest.mark.parametrize("classes", [3, 6])
def test_weighted_ce_single_sample(student, rng, classes):
    """A batch of one sample gives its plain loss: its weight cancels"""
    logits, y, w = rng.normal(1, classes) * 2, rng.integers(1, high=classes), unequal(rng, classes)
    assert_close(student.weighted_ce(logits, y, w), weighted(y, w)(logits))


@weighted_ce
@pytest.mark.parametrize("gap", [150.0, 2000.0])
def test_weighted_ce_large_logits(student, rng, gap):
    """Rows near 0, 2000 and -2000 and sure predictions, right and wrong, give a finite loss and finite gradients"""
    (logits, y), w, v = far_samples(rng, gap), unequal(rng, 5), rng.uniform(low=1.5, high=3.0)
    assert_close(student.weighted_ce(logits, y, w), weighted(y, w)(logits))
    seen = student.grad("weighted_ce", logits, y, w, wrt=(0,), cotangent=v)
    assert_close(seen.grads, gradients(weighted(y, w), logits, cotangent=v))


@weighted_ce
def test_weighted_ce_leaves_arguments(student, rng):
    """The loss is right, and logits, y and w stay as they were"""
    (logits, y), w = samples(rng, 7, 4), unequal(rng, 4)
    seen = student.run("weighted_ce", logits, y, w)
    assert_close(seen.value, weighted(y, w)(logits))
    assert_unchanged(seen, 0, 1, 2)


# class_weights


def balanced(counts: Tensor) -> Tensor:
    """N / (K n_k), 0 for a class without samples."""
    present = counts > 0
    weights = counts.sum() / (present.sum() * counts.double())
    return torch.where(present, weights, 0.0)


@class_weights
@pytest.mark.visible
def test_class_weights_example(student):
    """the counts [8, 2, 0, 2] give the weights [0.5, 2, 0, 2]"""
    assert_close(student.class_weights(torch.tensor([8, 2, 0, 2])), torch.tensor([0.5, 2.0, 0.0, 2.0]))


@class_weights
@pytest.mark.parametrize("classes", [3, 6, 11])
def test_class_weights_values(student, rng, classes):
    """Each class gets N / (K n_k), the rare ones the large weights"""
    counts = rng.integers(classes, low=1, high=60)
    counts[0], counts[-1] = 90, 7
    assert_close(student.class_weights(counts), balanced(counts))


@class_weights
@pytest.mark.parametrize("absent", [[1], [0, 4], [2, 3, 5]])
def test_class_weights_absent(student, rng, absent):
    """Classes without samples get the weight 0 and do not count among the K"""
    counts = rng.integers(6, low=2, high=60)
    counts[absent] = 0
    assert_close(student.class_weights(counts), balanced(counts))


@class_weights
@pytest.mark.parametrize("counts", [[5], [0, 0, 13], [3_000_000, 40, 5_000]], ids=["one", "one of three", "millions"])
def test_class_weights_extremes(student, counts):
    """One class alone gets the weight 1; millions of samples next to a few come out right"""
    assert_close(student.class_weights(torch.tensor(counts)), balanced(torch.tensor(counts)))


@class_weights
def test_class_weights_leaves_arguments(student, rng):
    """The weights are right, and the counts stay as they were"""
    counts = torch.tensor([4, 0, 9, 17])
    seen = student.run("class_weights", counts)
    assert_close(seen.value, balanced(counts))
    assert_unchanged(seen, 0)


# focal_loss

GAMMAS = pytest.mark.parametrize("gamma", [2.0, 1.0, 3.5])


def focal(y: Tensor, gamma: float, alpha: Tensor) -> Callable[[Tensor], Tensor]:
    """-alpha (1 - p)^gamma log p, the mean over the samples."""

    def loss(logits: Tensor) -> Tensor:
        log_p = F.log_softmax(logits, dim=1)[torch.arange(len(y)), y]
        return -(alpha[y] * (-torch.expm1(log_p)) ** gamma * log_p).mean()

    return loss


@focal_loss
@pytest.mark.visible
def test_focal_loss_example(student):
    """for [[0, 0], [ln 3, 0]], [0, 1], gamma 2 and alpha [1, 3]: (ln 2 / 4 + 3 * 9/16 * ln 4) / 2 = 1.2563"""
    logits, y = torch.tensor([[0.0, 0.0], [math.log(3), 0.0]]), torch.tensor([0, 1])
    want = (math.log(2) / 4 + 27 / 16 * math.log(4)) / 2
    assert_close(student.focal_loss(logits, y, 2.0, torch.tensor([1.0, 3.0])), torch.tensor(want))


@focal_loss
@GAMMAS
@BATCHES
def test_focal_loss_values(student, rng, gamma, n, classes):
    """The mean over the samples of -alpha[y] (1 - p)^gamma log p"""
    (logits, y), alpha = samples(rng, n, classes), unequal(rng, classes)
    assert_close(student.focal_loss(logits, y, gamma, alpha), focal(y, gamma, alpha)(logits))


@focal_loss
@GAMMAS
@BATCHES
def test_focal_loss_gradients(student, rng, gamma, n, classes):
    """Gradients flow back through (1 - p)^gamma as well as through log p"""
    (logits, y), alpha, v = samples(rng, n, classes), unequal(rng, classes), rng.uniform(low=1.5, high=3.0)
    seen = student.grad("focal_loss", logits, y, gamma, alpha, wrt=(0,), cotangent=v)
    assert_close(seen.grads, gradients(focal(y, gamma, alpha), logits, cotangent=v))


@focal_loss
@BATCHES
def test_focal_loss_gamma_zero(student, rng, n, classes):
    """With gamma 0 it is the mean over the N samples of alpha[y] times the cross-entropy, gradients too"""
    (logits, y), alpha, v = samples(rng, n, classes), unequal(rng, classes), rng.uniform(low=1.5, high=3.0)
    plain = lambda logits: (alpha[y] * F.cross_entropy(logits, y, reduction="none")).mean()  # noqa: E731
    seen = student.grad("focal_loss", logits, y, 0.0, alpha, wrt=(0,), cotangent=v)
    assert_close(seen.value, plain(logits))
    assert_close(seen.grads, gradients(plain, logits, cotangent=v))


@focal_loss
@pytest.mark.parametrize("gap", [150.0, 800.0])
@pytest.mark.parametrize("gamma", [2.0, 1.0, 0.0])
def test_focal_loss_large_logits(student, rng, gap, gamma):
    """Sure predictions, right (p is 1) and wrong (p is next to 0), give a finite loss and finite gradients"""
    (logits, y), alpha, v = far_samples(rng, gap), unequal(rng, 5), rng.uniform(low=1.5, high=3.0)
    seen = student.grad("focal_loss", logits, y, gamma, alpha, wrt=(0,), cotangent=v)
    assert_close(seen.value, focal(y, gamma, alpha)(logits))
    assert_close(seen.grads, gradients(focal(y, gamma, alpha), logits, cotangent=v))


@focal_loss
def test_focal_loss_leaves_arguments(student, rng):
    """The loss is right, and logits, y and alpha stay as they were"""
    (logits, y), alpha = samples(rng, 7, 4), unequal(rng, 4)
    seen = student.run("focal_loss", logits, y, 2.0, alpha)
    assert_close(seen.value, focal(y, 2.0, alpha)(logits))
    assert_unchanged(seen, 0, 1, 3)


# balanced_sampler_probs


def drawn(y: Tensor) -> Tensor:
    """1 / (number of classes that occur * size of the sample's class)."""
    sizes = (y[:, None] == y).sum(dim=1).double()
    return 1 / (len(set(y.tolist())) * sizes)


def lopsided(rng, labels: Sequence[int], sizes: Sequence[int]) -> Tensor:
    """So many samples of each of these classes, in random order."""
    y = torch.tensor([label for label, size in zip(labels, sizes, strict=True) for _ in range(size)])
    return y[rng.permutation(len(y))]


@balanced_sampler_probs
@pytest.mark.visible
def test_balanced_sampler_probs_example(student):
    """the classes [0, 2, 0, 0] are drawn with the probabilities [1/6, 1/2, 1/6, 1/6]"""
    want = torch.tensor([1 / 6, 1 / 2, 1 / 6, 1 / 6])
    assert_close(student.balanced_sampler_probs(torch.tensor([0, 2, 0, 0])), want)


@balanced_sampler_probs
@pytest.mark.parametrize("sizes", [(9, 2, 4), (3, 11), (1, 2, 3, 5, 8)])
def test_balanced_sampler_probs_values(student, rng, sizes):
    """Every sample has its own probability; those of each class add up to the same, all of them to 1"""
    y = lopsided(rng, range(len(sizes)), sizes)
    assert_close(student.balanced_sampler_probs(y), drawn(y))


@balanced_sampler_probs
@pytest.mark.parametrize(("labels", "sizes"), [((1, 4), (7, 2)), ((0, 3, 9), (2, 8, 5)), ((6, 2), (1, 4))])
def test_balanced_sampler_probs_gaps(student, rng, labels, sizes):
    """Numbers that do not occur among the labels are no classes"""
    y = lopsided(rng, labels, sizes)
    assert_close(student.balanced_sampler_probs(y), drawn(y))


@balanced_sampler_probs
@pytest.mark.parametrize("sizes", [(6,), (1,), (900, 3)], ids=["one class", "one sample", "hundreds"])
def test_balanced_sampler_probs_extremes(student, rng, sizes):
    """A single class, a single sample, and hundreds next to three come out right"""
    y = lopsided(rng, range(2, 2 + len(sizes)), sizes)
    assert_close(student.balanced_sampler_probs(y), drawn(y), atol=1e-6)


@balanced_sampler_probs
def test_balanced_sampler_probs_leaves_arguments(student, rng):
    """The probabilities are right, and y stays as it was"""
    y = lopsided(rng, range(3), (5, 2, 8))
    seen = student.run("balanced_sampler_probs", y)
    assert_close(seen.value, drawn(y))
    assert_unchanged(seen, 0)


# confusion_and_f1

Report = tuple[Tensor, Tensor, float]


def report(pred: Tensor, y: Tensor, classes: int) -> Report:
    """Counted pair by pair."""
    matrix = torch.zeros(classes, classes, dtype=torch.int64)
    for true, said in zip(y.tolist(), pred.tolist(), strict=True):
        matrix[true, said] += 1
    tp = matrix.diagonal().double()
    both = (matrix.sum(0) + matrix.sum(1)).double()
    f1 = torch.where(both > 0, 2 * tp / both.clamp(min=1), 0.0)
    return matrix, f1, float(f1[both > 0].mean())


def guesses(rng, n: int, classes: Sequence[int], right: float = 0.5) -> tuple[Tensor, Tensor]:
    """Predictions and labels among these classes, the first ones more often; about `right` of them agree."""
    known = torch.tensor(list(classes))
    y = known[torch.minimum(rng.integers(n, high=len(known)), rng.integers(n, high=len(known)))]
    pred = torch.where(rng.bernoulli(n, p=right), y, known[rng.integers(n, high=len(known))])
    return pred, y


@confusion_and_f1
@pytest.mark.visible
def test_confusion_and_f1_example(student):
    """predictions [0, 0, 2, 1] for the classes [0, 0, 0, 1] of 4: F1 is [0.8, 1, 0, 0], its mean over three is 0.6"""
    pred, y = torch.tensor([0, 0, 2, 1]), torch.tensor([0, 0, 0, 1])
    want = torch.tensor([[2, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    got = student.confusion_and_f1(pred, y, K=4, returns=Report)
    assert_close(got, (want, torch.tensor([0.8, 1.0, 0.0, 0.0]), 0.6))


@confusion_and_f1
@pytest.mark.parametrize(("n", "classes"), [(40, 3), (60, 5), (25, 7)])
def test_confusion_and_f1_matrix(student, rng, n, classes):
    """Row i, column j counts the samples of class i that were predicted as j"""
    pred, y = guesses(rng, n, range(classes))
    assert_equal(student.confusion_and_f1(pred, y, classes, returns=Report)[0], report(pred, y, classes)[0])


@confusion_and_f1
@pytest.mark.parametrize(("n", "classes"), [(40, 3), (60, 5), (25, 7)])
def test_confusion_and_f1_scores(student, rng, n, classes):
    """F1 of each class, and the mean over the classes, whatever their sizes"""
    pred, y = guesses(rng, n, range(classes))
    got, want = student.confusion_and_f1(pred, y, classes, returns=Report), report(pred, y, classes)
    assert_close(got[1:], want[1:])


@confusion_and_f1
@pytest.mark.parametrize("classes", [(0, 2, 3), (1, 4), (0, 5)])
def test_confusion_and_f1_absent(student, rng, classes):
    """A class that occurs nowhere has the F1 0 and is left out of the mean; nothing is NaN"""
    pred, y = guesses(rng, 30, classes)
    assert_close(student.confusion_and_f1(pred, y, 7, returns=Report), report(pred, y, 7))


@confusion_and_f1
def test_confusion_and_f1_only_predicted(student, rng):
    """A class that is only predicted, or only true, has the F1 0 and counts in the mean"""
    pred, y = guesses(rng, 30, (0, 1, 2))
    pred[:4], y[:4] = torch.tensor([3, 3, 0, 1]), torch.tensor([0, 1, 4, 4])
    assert_close(student.confusion_and_f1(pred, y, 6, returns=Report), report(pred, y, 6))


@confusion_and_f1
@pytest.mark.parametrize("shift", [0, 1], ids=["all right", "all wrong"])
def test_confusion_and_f1_extremes(student, rng, shift):
    """With all predictions right every F1 is 1, with all of them wrong every F1 is 0"""
    _, y = guesses(rng, 30, range(4))
    pred = (y + shift) % 4
    assert_close(student.confusion_and_f1(pred, y, 4, returns=Report), report(pred, y, 4))


@confusion_and_f1
def test_confusion_and_f1_leaves_arguments(student, rng):
    """Matrix and scores are right, and pred and y stay as they were"""
    pred, y = guesses(rng, 30, range(4))
    seen = student.run("confusion_and_f1", pred, y, 4, returns=Report)
    assert_close(seen.value, report(pred, y, 4))
    assert_unchanged(seen, 0, 1)


# best_threshold


def ranked(scores: Tensor, y: Tensor) -> dict[str, tuple[float, float]]:
    """The best threshold by several measures, and by how much it is ahead of the next; the first is F1."""
    thresholds, positive = scores.unique(), y == 1
    said = scores >= thresholds[:, None]
    tp, fp = (said & positive).sum(1).double(), (said & ~positive).sum(1).double()
    fn, tn = positive.sum() - tp, (~positive).sum() - fp
    measures = {
        "f1": 2 * tp / (2 * tp + fp + fn),
        "accuracy": tp + tn,
        "precision": tp / (tp + fp),
        "f1 of the negatives": 2 * tn / (2 * tn + fp + fn).clamp(min=1),
        "difference of rates": tp / (tp + fn) - fp / (fp + tn).clamp(min=1),
    }
    best = {}
    for name, values in measures.items():
        first, second = torch.cat([values, values.new_tensor([-1.0])]).topk(2).values.tolist()
        best[name] = float(thresholds[values.argmax()]), first - second
    return best


def best(scores: Tensor, y: Tensor) -> float:
    """The score with the highest F1."""
    return ranked(scores, y)["f1"][0]


def scored(rng, n: int, positives: int, *, digits: int | None = None) -> tuple[Tensor, Tensor]:
    """Scores of which those of positives lie higher, and labels; F1 is best at a threshold that no other measure takes.

    Each measure has one best threshold. With `digits` the scores are rounded, so that many are equal; then only F1 has.
    """
    while True:
        y = (rng.permutation(n) < positives).long()
        scores = rng.normal(n) + 1.2 * y
        scores = as_sent(scores if digits is None else (scores * 2**digits).round() / 2**digits + 0.375)
        found = ranked(scores, y)
        f1, accuracy, *others = (threshold for threshold, _ in found.values())
        alone = f1 not in others and min(ahead for _, ahead in found.values()) > 0
        if found["f1"][1] > 0.004 and f1 != accuracy and (alone or digits is not None):
            return scores, y


@best_threshold
@pytest.mark.visible
def test_best_threshold_example(student):
    """scores [0.9, 0.1, 0.6, 0.8, 0.4] of the classes [1, 0, 0, 1, 1]: F1 is highest, 6/7, from 0.4 on"""
    scores, y = torch.tensor([0.9, 0.1, 0.6, 0.8, 0.4]), torch.tensor([1, 0, 0, 1, 1])
    assert_close(student.best_threshold(scores, y, returns=float), 0.4)


RANKINGS = {"10110101100100110010100001000": 20, "1001010010001": 8}
"""Labels from the highest score down, and where F1 is best: each two measures part in one of them."""


@best_threshold
def test_best_threshold_measure(student, rng):
    """F1 decides, where accuracy, precision, recall or the F1 of the negatives would choose another threshold"""
    got, want = [], []
    for labels, place in RANKINGS.items():
        y = torch.tensor([int(label) for label in labels])
        scores = as_sent((rng.uniform(len(y), low=0.1, high=0.5).cumsum(0) - 3).flip(0))
        order = rng.permutation(len(y))
        got.append(student.best_threshold(scores[order], y[order], returns=float))
        want.append(float(scores[place]))
    assert_close(got, want)


@best_threshold
@pytest.mark.parametrize(("n", "positives"), [(50, 20), (40, 16), (60, 25)])
def test_best_threshold_scores(student, rng, n, positives):
    """The score from which on calling samples positive gives the highest F1; scores may be any numbers"""
    scores, y = scored(rng, n, positives)
    assert_close(student.best_threshold(scores, y, returns=float), best(scores, y))


@best_threshold
@pytest.mark.parametrize("centre", [-30.0, 40.0])
def test_best_threshold_far_from_zero(student, rng, centre):
    """Scores that are all below 0, or all above 1, have a best threshold too"""
    scores, y = scored(rng, 50, 20)
    scores = as_sent(scores + centre)
    threshold = best(scores, y)
    assert_close(student.best_threshold(scores, y, returns=float), threshold, rtol=1e-6, atol=1e-5)


@best_threshold
@pytest.mark.parametrize(("n", "positives"), [(50, 20), (60, 25)])
def test_best_threshold_probabilities(student, rng, n, positives):
    """Probabilities that are all too low: the best threshold is not 0.5"""
    scores, y = scored(rng, n, positives)
    scores = as_sent(torch.sigmoid(scores - 3))
    assert_close(student.best_threshold(scores, y, returns=float), best(scores, y), rtol=1e-5, atol=1e-6)


def one_by_one(scores: Tensor, y: Tensor, order: Tensor) -> float:
    """What comes out where samples with equal scores are counted one after the other, in this order."""
    f1 = 2 * y[order].cumsum(0) / (torch.arange(1, len(y) + 1) + y.sum())
    return float(scores[order][f1.argmax()])


def sortings(scores: Tensor) -> list[Tensor]:
    """Orders from high to low that differ where scores are equal, as sorts come out: stable, turned round, torch's."""
    stable, turned = scores.argsort(descending=True, stable=True), scores.argsort(stable=True).flip(0)
    return [stable, turned, scores.float().argsort(descending=True), scores.float().argsort().flip(0)]


@best_threshold
@pytest.mark.parametrize("n", [50, 60])
def test_best_threshold_equal_scores(student, rng, n):
    """Samples with equal scores are called positive together: no threshold separates them"""
    said = {0.0, 1.0}
    while len(said) > 1 or best(scores, y) in said:
        scores, y = scored(rng, n, n // 3, digits=0)
        said = {one_by_one(scores, y, order) for order in sortings(scores)}
    assert_close(student.best_threshold(scores, y, returns=float), best(scores, y))


@best_threshold
@pytest.mark.parametrize("positives", [9, 1], ids=["all positive", "lowest alone"])
def test_best_threshold_extremes(student, rng, positives):
    """Where all samples are positive, or only the one with the lowest score is, the lowest score is the threshold"""
    scores = rng.normal(9)
    y = (scores.argsort().argsort() < positives).long()
    assert_close(student.best_threshold(scores, y, returns=float), float(scores.min()))


@best_threshold
def test_best_threshold_any_of_equals(student):
    """Where two thresholds are equally good, either will do"""
    scores, y = torch.tensor([4.5, 3.5, 2.5, 1.5]), torch.tensor([1, 0, 0, 1])
    got = student.best_threshold(scores, y, returns=float)
    require(got in (4.5, 1.5), "another threshold has a higher F1")


@best_threshold
def test_best_threshold_leaves_arguments(student, rng):
    """The threshold is right, and scores and y stay as they were"""
    scores, y = scored(rng, 50, 20)
    seen = student.run("best_threshold", scores, y, returns=float)
    assert_close(seen.value, best(scores, y))
    assert_unchanged(seen, 0, 1)
