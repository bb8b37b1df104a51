from __future__ import annotations

import ast
from pathlib import Path

import pytest

from course.author import messages
from course.author.messages import Message, check_messages, extract, fields, update_catalogues
from course.content import PACKAGE


def test_every_message_has_its_chinese() -> None:
    """No words of course or grader lack a translation, no field is lost, nothing is left over, the .mo is fresh."""
    assert [f"{finding.where}: {finding.what}" for finding in check_messages()] == []


def test_fields_of_a_template() -> None:
    """Names of fields, whatever their conversion."""
    assert fields("{a} of {b!r}, {{c}}") == {"a", "b"}


def test_messages_are_found_and_plain(tmp_path: Path) -> None:
    """words(...) and N_(...) are found with the fields they are given; a computed one is a finding."""
    (tmp_path / "a.py").write_text(
        'words("x {y}", y=1)\nN_("z")\nwords("lo" "ng")\nwords(f"{1}")\nwords(name)\nother("no")\n'
    )
    found, said = extract((tmp_path,))
    place = f"{tmp_path.name}/a.py"
    assert found == [
        Message("x {y}", place, frozenset({"y"})),
        Message("z", place, None),
        Message("long", place, frozenset()),
    ]
    assert [finding.where for finding in said] == [f"{place}:4", f"{place}:5"]


def test_what_a_wrong_answer_says_is_a_message_too(tmp_path: Path) -> None:
    """What wrong(...) shows beside it fills no field."""
    (tmp_path / "a.py").write_text('wrong("x {y}", y=1, got=words("g"), expected=e)\nwrong(name)\n')
    found, said = extract((tmp_path,))
    place = f"{tmp_path.name}/a.py"
    assert found == [Message("x {y}", place, frozenset({"y"})), Message("g", place, frozenset())]
    assert [finding.where for finding in said] == [f"{place}:2"]


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of two messages in a folder of its own; the file that says them."""
    source = tmp_path / "course" / "a.py"
    source.parent.mkdir()
    source.write_text('words("Hello {name}.", name=1)\nN_("Usage:")\nwords("{only}", only=1)\n')
    monkeypatch.setattr(messages, "LOCALES", tmp_path / "locales")
    real = extract
    monkeypatch.setattr(messages, "extract", lambda: real((source.parent,)))
    update_catalogues()
    return source


def said() -> list[str]:
    return [str(finding.what) for finding in check_messages()]


def translate(source: Path, old: str, new: str) -> None:
    path = source.parent.parent / "locales/zh/LC_MESSAGES/gradstep.po"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_catalogue_is_kept(catalogue: Path) -> None:
    """New messages come in untranslated, translations stay, what is said nowhere goes, and the .mo follows."""
    assert said() == ["Hello {name}.: no zh translation", "Usage:: no zh translation"]
    translate(catalogue, 'msgid "Hello {name}."\nmsgstr ""', 'msgid "Hello {name}."\nmsgstr "{name}，你好。"')
    translate(catalogue, 'msgid "Usage:"\nmsgstr ""', 'msgid "Usage:"\nmsgstr "用法："')
    assert said() == ["the compiled file is stale: `course dev update`"]
    assert len(update_catalogues()) == 1
    assert said() == []
    assert update_catalogues() == []
    catalogue.write_text('words("Hello {name}.", name=1)\n')
    assert said() == ["Usage:: said nowhere any more"]
    update_catalogues()
    assert said() == []


def test_a_translation_keeps_its_fields(catalogue: Path) -> None:
    """A field that is lost or invented is found, and so is a call that gives other fields than the template has."""
    translate(catalogue, 'msgid "Hello {name}."\nmsgstr ""', 'msgid "Hello {name}."\nmsgstr "{nmae}，你好。"')
    assert "Hello {name}.: the fields of its zh translation differ" in said()
    translate(catalogue, "{nmae}，你好。", "你好。")
    assert "Hello {name}.: the fields of its zh translation differ" in said()
    catalogue.write_text('words("Hello {name}.", nmae=1)\n')
    assert "Hello {name}.: its fields are not those it is given" in said()


def test_every_command_says_its_help_through_the_catalogue() -> None:
    """No option or command has a help text that is not marked for translation."""
    for path in sorted((PACKAGE / "commands").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "help":
                assert isinstance(node.value, ast.Call), f"{path.name}:{node.value.lineno}"
