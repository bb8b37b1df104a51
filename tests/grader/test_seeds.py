import hypothesis.strategies as st
from hypothesis import given

from grader.seeds import Seeds

PARTS = st.lists(st.text(max_size=5), max_size=4)


def test_a_seed_is_shown_and_repeats_the_run():
    """What a learner types gives the same numbers again, in another process too."""
    seeds = Seeds.from_text("17")
    assert seeds == Seeds.from_text("17")
    assert seeds.shown == "17"
    assert seeds.derive("ch90_mini", "test_a[3]", "inputs") == 809620674949067254


def test_no_seed_is_a_fresh_one_that_can_be_typed():
    """Two runs without a seed differ, and each shows what repeats it."""
    first, second = Seeds.from_text(None), Seeds.from_text(None)
    assert first.key != second.key
    assert Seeds.from_text(first.shown) == first


@given(PARTS, PARTS)
def test_other_parts_give_another_number(one, other):
    """Also where they are the same text, cut elsewhere; always 63 bits, which every generator takes."""
    seeds = Seeds.from_text("1")
    assert 0 <= seeds.derive(*one) < 1 << 63
    assert (seeds.derive(*one) == seeds.derive(*other)) == (one == other)


@given(st.text(), st.text())
def test_another_seed_gives_other_numbers(one, other):
    """Any text is a seed, lone surrogates of a command line included."""
    left, right = Seeds.from_text(one + "\udc80"), Seeds.from_text(other + "\udc80")
    assert (left.derive("x") == right.derive("x")) == (one == other)


def test_the_parts_cannot_be_moved():
    """A part that holds a separator is not two parts."""
    seeds = Seeds.from_text("1")
    assert len({seeds.derive("a", "b"), seeds.derive("a\0b"), seeds.derive("ab"), seeds.derive("a", "b", "")}) == 4
