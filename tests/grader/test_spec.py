from pathlib import Path

import pytest
from judging import TREE, load

from grader.spec import (
    ChapterSpec,
    ContentTree,
    ExerciseSpec,
    ExerciseText,
    SpecError,
    StubText,
    load_chapter,
    load_text,
)

GOOD = """
format_version = 1
requires = ["ch02_autograd"]
data = ["mnist"]
call_seconds = 2
chapter_seconds = 7.5
capabilities = ["processes"]

[[exercise]]
name = "first"
module = "one"
points = 10

[[exercise]]
name = "second"
module = "two"
points = 5
optional = true
needs = ["first"]
defines = ["fit_second", "apply_second"]
forbidden = ["torch.autograd", ".backward"]
"""
SPARE = '\n[[exercise]]\nname = "third"\nmodule = "three"\npoints = 1\n'


@pytest.fixture
def tree(tmp_path: Path) -> ContentTree:
    """A course of nothing but chapters."""
    return ContentTree(tmp_path, tmp_path / "solutions", tmp_path / "exercises", tmp_path / "suites")


def written(tree: ContentTree, text: str, key: str = "ch07_made_up") -> ChapterSpec:
    """The chapter that this chapter.toml makes."""
    (tree.chapters / key).mkdir(exist_ok=True)
    (tree.chapters / key / "chapter.toml").write_text(text, encoding="utf-8")
    return load_chapter(tree, key)


def test_a_chapter_is_what_its_toml_says(tree):
    """Every key of chapter.toml, whole; lists become tuples."""
    assert written(tree, GOOD) == ChapterSpec(
        key="ch07_made_up",
        tree=tree,
        exercises=(
            ExerciseSpec("first", "one", 10),
            ExerciseSpec(
                "second", "two", 5, True, ("first",), ("fit_second", "apply_second"), ("torch.autograd", ".backward")
            ),
        ),
        requires=("ch02_autograd",),
        data=("mnist",),
        call_seconds=2,
        chapter_seconds=7.5,
        capabilities=frozenset({"processes"}),
    )


def test_what_a_key_gives(tree):
    """Number, short name and places are derived from the key; modules come in the order of their first exercise."""
    chapter = written(tree, GOOD + SPARE.replace("three", "one"))
    assert (chapter.number, chapter.short, chapter.modules) == (7, "ch7", ("one", "two"))
    assert chapter.folder == tree.chapters / "ch07_made_up"
    assert chapter.suite_file == tree.suites / "ch07_made_up" / "test_ch07.py"
    assert chapter.exercise("first").names == ("first",)
    assert chapter.exercise("second").names == ("fit_second", "apply_second")
    with pytest.raises(KeyError):
        chapter.exercise("fourth")


def test_defaults_are_those_of_the_contract(tree):
    """10 s a call, 60 s a chapter, nothing required, nothing opened."""
    chapter = written(tree, "format_version = 1" + SPARE)
    assert (chapter.call_seconds, chapter.chapter_seconds) == (10, 60)
    assert (chapter.requires, chapter.data, chapter.capabilities) == ((), (), frozenset())


WRONG = {
    "version": (GOOD.replace("format_version = 1", "format_version = 2"), "format_version must be 1, not 2"),
    "no version": (GOOD.replace("format_version = 1", ""), "format_version must be 1, not None"),
    "no toml": ("format_version = ", "Invalid value"),
    "unknown key": (GOOD.replace("requires", "require"), "unknown key 'require'"),
    "key of ours": (GOOD.replace("requires", "exercises"), "unknown key 'exercises'"),
    "tree": ('tree = "x"\n' + GOOD, "unknown key 'tree'"),
    "unknown key of an exercise": (GOOD + "weight = 1\n", "exercise 2: unknown key 'weight'"),
    "no points": (GOOD.replace("points = 5", ""), "exercise 2: ExerciseSpec.__init__() missing 1 required"),
    "no exercise": ("format_version = 1", "no [[exercise]]"),
    "exercise is no table": ("format_version = 1\nexercise = 3", "no [[exercise]]"),
    "exercise is a list of no tables": ("format_version = 1\nexercise = [3]", "exercise 1: a table was expected"),
    "points of 0": (GOOD.replace("points = 5", "points = 0"), "second: points must be a whole number above 0"),
    "points of 2.5": (GOOD.replace("points = 5", "points = 2.5"), "exercise 2: points must be a whole number"),
    "points of true": (GOOD.replace("points = 5", "points = true"), "exercise 2: points must be a whole number"),
    "name is no text": (GOOD.replace('name = "second"', "name = 3"), "exercise 2: name must be a text"),
    "name is no identifier": (GOOD.replace('name = "second"', 'name = "2nd"'), "must be Python identifiers"),
    "module is no identifier": (GOOD.replace('module = "two"', 'module = "a.b"'), "must be Python identifiers"),
    "defines no identifier": (GOOD.replace("fit_second", "fit-second"), "must be Python identifiers"),
    "twice": (GOOD.replace('name = "second"', 'name = "first"'), "first: twice"),
    "shadowing": (
        GOOD.replace('module = "two"', 'module = "random"'),
        "a module called random would hide the real one",
    ),
    "shadowing torch": (
        GOOD.replace('module = "two"', 'module = "torch"'),
        "a module called torch would hide the real one",
    ),
    "needs a later one": (
        GOOD.replace('needs = ["first"]', 'needs = ["second"]'),
        "needs 'second', which is no earlier exercise",
    ),
    "needs a text": (GOOD.replace('needs = ["first"]', 'needs = "first"'), "exercise 2: needs must be a list of texts"),
    "forbidden is a text": (
        GOOD.replace('["torch.autograd", ".backward"]', '"torch.autograd"'),
        "forbidden must be a list of texts",
    ),
    "optional is a text": (GOOD.replace("optional = true", 'optional = "no"'), "optional must be true or false"),
    "data is a text": (GOOD.replace('["mnist"]', '"mnist"'), "data must be a list of texts"),
    "seconds are a text": (GOOD.replace("call_seconds = 2", 'call_seconds = "2"'), "call_seconds must be a number"),
    "no seconds": (
        GOOD.replace("call_seconds = 2", "call_seconds = 0"),
        "call_seconds and chapter_seconds must be above 0",
    ),
    "no seconds for the suite": (
        GOOD.replace("call_seconds = 2", "suite_seconds = 0"),
        "suite_seconds must be above 0",
    ),
    "slow is a text": (GOOD.replace("call_seconds = 2", 'slow = "x"'), "slow must be a table of texts"),
    "capabilities are a text": (GOOD.replace('["processes"]', '"processes"'), "capabilities must be a list of texts"),
}


@pytest.mark.parametrize(("text", "words"), WRONG.values(), ids=WRONG.keys())
def test_an_authors_error_names_the_file_and_the_key(tree, text, words):
    """Nothing is guessed and nothing is let through."""
    with pytest.raises(SpecError) as caught:
        written(tree, text)
    assert words in str(caught.value)
    assert str(tree.chapters / "ch07_made_up" / "chapter.toml") in str(caught.value)


@pytest.mark.parametrize("key", ["ch7_made_up", "made_up", "ch07", "../ch07_made_up", "ch07_Made", "ch07_a/b"])
def test_a_key_has_one_form(tree, key):
    """What is derived from a key (numbers, markers, paths) can be derived from no other form."""
    with pytest.raises(SpecError, match="is no chapter's key"):
        load_chapter(tree, key)


def test_a_missing_chapter_is_said(tree):
    """The file that was looked for is named."""
    with pytest.raises(SpecError, match=r"ch08_nothing.chapter\.toml"):
        load_chapter(tree, "ch08_nothing")


def test_keys_are_the_chapters_that_have_a_toml():
    """In their order; a folder without chapter.toml is none."""
    assert TREE.keys() == ["ch90_mini", "ch91_broken", "ch92_shown"]


def test_texts_are_read_in_both_languages():
    """Titles, hints, reasons, mistakes, checks and stubs; English checks are the tests' docstrings."""
    chapter = load("ch90_mini")
    english, chinese = chapter.text("en"), chapter.text("zh")
    assert english.exercise["scale"] == ExerciseText(
        "Scale a tensor",
        ("What is done to one element?", "Broadcasting does it to all.", "x * factor"),
        "It is the smallest thing that can go wrong.",
    )
    assert set(english.mistake) == set(chinese.mistake)
    assert (english.check, english.stub) == ({}, {})
    assert chinese.check["test_scale_example"] == "scale([[1, -2]], 3) 等于 [[3, -6]]"
    assert chinese.stub["scaling"] == StubText("逐元素缩放。", {"scale": "把 x 的每个元素乘以 factor，返回新张量。"})
    assert chapter.text("en") is english


TEXT = '[exercise.a]\ntitle = "A"\n[mistake.a__x]\nwords = "X"\n[check]\ntest_a = "a"\n[stub.m]\ndoc = "d"\n'
HEAD = 'title = "T"\nsummary = "S"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('title = "T"\n' + TEXT, "missing 1 required positional argument: 'summary'"),
        (HEAD + "colour = 3\n" + TEXT, "unknown key 'colour'"),
        (HEAD + TEXT.replace('title = "A"', 'titel = "A"'), "exercise.a: unknown key 'titel'"),
        (HEAD + TEXT.replace('title = "A"', "title = 3"), "exercise.a: title must be a text"),
        (HEAD + TEXT.replace('title = "A"', 'title = "A"\nhints = "go"'), "exercise.a: hints must be a list of texts"),
        (HEAD + TEXT.replace('words = "X"', 'words = "X"\nmore = "Y"'), "mistake.a__x: words alone must stand here"),
        (HEAD + TEXT.replace('words = "X"', "words = 3"), "mistake.a__x: words alone must stand here"),
        (HEAD + TEXT.replace('test_a = "a"', "test_a = 3"), "check must be a table of texts"),
        (HEAD + TEXT.replace('doc = "d"', "doc = 3"), "stub.m: doc must be a text"),
        (HEAD + TEXT.replace('doc = "d"', 'docs = "d"'), "stub.m: docs must be a table of texts"),
        (HEAD + "exercise = 3", "exercise: a table was expected"),
        (HEAD + "mistake = 3", "mistake: a table was expected"),
        (HEAD + "check = 3", "check must be a table of texts"),
        (b"title = \xff", "codec can't decode"),
    ],
)
def test_a_wrong_text_file_is_an_authors_error(tmp_path, text, words):
    """The file and the key are named."""
    path = tmp_path / "text.en.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SpecError) as caught:
        load_text(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_variants_are_found_by_their_exercise(tree):
    """In the order of their names; an exercise whose name begins with another's has its own."""
    chapter = written(tree, "format_version = 1" + SPARE + SPARE.replace("third", "third_more"))
    folder = chapter.suite / "mistakes"
    folder.mkdir(parents=True)
    for name in ("third__b", "third__a", "third_more__a", "third"):
        (folder / f"{name}.py").touch()
    assert [path.stem for path in chapter.variants("mistakes", "third")] == ["third__a", "third__b"]
    assert [path.stem for path in chapter.variants("mistakes", "third_more")] == ["third_more__a"]
    assert chapter.variants("alternatives", "third") == []


def test_solutions_are_read_as_utf_8():
    """By module name, each once."""
    sources = load("ch90_mini").solution_sources
    assert list(sources) == ["scaling", "gain", "descent", "storing"]
    assert sources["scaling"].startswith('"""Scaling, element by element."""\n')
