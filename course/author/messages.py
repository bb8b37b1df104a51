"""The catalogues of our own messages: words(...), wrong(...), N_(...) and pages' say(...), in Chinese."""

from __future__ import annotations

import ast
import io
import string
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grader
from course.author.finding import Finding
from course.content import PACKAGE
from course.files import write_whole
from course.language import CLICK_PLURAL, DOMAIN, LOCALES
from grader.words import words

_MARKS = {"words", "wrong", "N_"}
_NO_FIELDS = {"words": frozenset[str](), "wrong": frozenset({"got", "expected"})}
"""Keyword arguments that fill no field of the template."""
_SKIPPED = {"suites", "inside", "_content"}
_HEADER = "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=1; plural=0;\n"
_NOT_PLAIN = words("a message must be a plain string, or it has no translation")


@dataclass(frozen=True)
class Message:
    """A template, where it is used first, and the fields that are given to it there."""

    template: str
    place: str
    given: frozenset[str] | None


def extract(roots: tuple[Path, ...] | None = None) -> tuple[list[Message], list[Finding]]:
    """Every message, in the order of files and lines; findings where one is not a plain string."""
    messages, findings = [], []
    for root in roots or (PACKAGE, Path(grader.__file__).resolve().parent):
        for path in sorted(root.rglob("*.py")):
            if _SKIPPED & set(path.relative_to(root).parts) or path.name == "words.py":
                continue
            place = f"{root.name}/{path.relative_to(root).as_posix()}"
            for node in _calls(ast.parse(path.read_text(encoding="utf-8"))):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    messages.append(Message(first.value, place, _given(node)))
                else:
                    findings.append(Finding(f"{place}:{node.lineno}", _NOT_PLAIN))
        for path in sorted(root.rglob("templates/*.html")):
            place = f"{root.name}/{path.relative_to(root).as_posix()}"
            for line, template, given in _said_in_page(path.read_text(encoding="utf-8")):
                if template is None:
                    findings.append(Finding(f"{place}:{line}", _NOT_PLAIN))
                else:
                    messages.append(Message(template, place, given))
    return messages, findings


def check_messages(lang: str = "zh") -> Iterator[Finding]:
    """Every message has a translation with the same fields, none is left over, and the compiled file is fresh."""
    messages, findings = extract()
    yield from findings
    for message in messages:
        if message.given is not None and fields(message.template) != message.given:
            yield Finding(
                message.place, words("{message}: its fields are not those it is given", message=message.template)
            )
    catalogue = _read(lang)
    known = {_singular(entry.id): entry for entry in catalogue if entry.id}
    wanted = {message.template: message.place for message in messages}
    for template, place in wanted.items():
        entry = known.get(template)
        if not _worded(template):
            continue
        if entry is None or entry.fuzzy or not _singular(entry.string):
            yield Finding(place, words("{message}: no {lang} translation", message=template, lang=lang))
        elif not _fields_kept(entry):
            yield Finding(
                place, words("{message}: the fields of its {lang} translation differ", message=template, lang=lang)
            )
    for template in sorted(known.keys() - wanted.keys()):
        yield Finding(f"{lang} catalogue", words("{message}: said nowhere any more", message=template))
    if not _mo(lang).is_file() or _compiled(catalogue) != _mo(lang).read_bytes():
        yield Finding(f"{lang} catalogue", words("the compiled file is stale: `course dev update`"))


def update_catalogues(lang: str = "zh") -> list[Path]:
    """Adds new messages, drops those that are said nowhere, compiles; the files that changed."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    old = {_singular(entry.id): entry for entry in _read(lang) if entry.id}
    catalogue: Any = Catalog(locale=lang, domain=DOMAIN, project="gradstep", charset="utf-8", fuzzy=False)
    plurals = dict(CLICK_PLURAL)
    for message in extract()[0]:
        if not _worded(message.template):
            continue
        known = old.get(message.template)
        plural = plurals.get(message.template)
        said = _singular(known.string) if known else ""
        if plural is None:
            catalogue.add(message.template, said, locations=[(message.place, None)])
        else:
            catalogue.add((message.template, plural), (said,), locations=[(message.place, None)])
    buffer = io.BytesIO()
    write_po(buffer, catalogue, omit_header=True, width=120, include_lineno=False)
    lines = "".join(f'"{line}\\n"\n' for line in _HEADER.splitlines())
    said_first = "# The words of gradstep: `course dev update` keeps the list, people write the translations."
    head = f'{said_first}\nmsgid ""\nmsgstr ""\n{lines}\n'
    changed = []
    files = ((_po(lang), head.encode() + buffer.getvalue()), (_mo(lang), _compiled(catalogue)))
    for path, content in files:
        if not path.is_file() or path.read_bytes() != content:
            write_whole(path, content)
            changed.append(path)
    return changed


def fields(template: str) -> frozenset[str]:
    """The names of a template's {fields}."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


def _worded(template: str) -> bool:
    """Whether there is anything to translate beside the fields."""
    return any(character.isalpha() for text, *_ in string.Formatter().parse(template) for character in text)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS
    ]
    return iter(sorted(calls, key=lambda node: (node.lineno, node.col_offset)))


def _given(node: ast.Call) -> frozenset[str] | None:
    """The fields that a call of words or wrong gives; None where they cannot be seen, or are filled elsewhere."""
    if not isinstance(node.func, ast.Name) or node.func.id not in _NO_FIELDS:
        return None
    names = [keyword.arg for keyword in node.keywords]
    return None if None in names else frozenset(filter(None, names)) - _NO_FIELDS[node.func.id]


def _said_in_page(source: str) -> Iterator[tuple[int, str | None, frozenset[str]]]:
    """Every say(...) of a page: its line, what it says, None where that is computed, and the fields given."""
    from jinja2 import Environment, nodes

    for node in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name == "say":
            first = node.args[0] if node.args else None
            said = first.value if isinstance(first, nodes.Const) and isinstance(first.value, str) else None
            yield node.lineno, said, frozenset(keyword.key for keyword in node.kwargs)


def _fields_kept(entry: Any) -> bool:
    """The translation has the template's fields; of a plural's two templates it may take either's."""
    templates = entry.id if isinstance(entry.id, tuple) else (entry.id,)
    return fields(_singular(entry.string)) in [fields(template) for template in templates]


def _singular(text: Any) -> str:
    return str(text[0]) if isinstance(text, (tuple, list)) else str(text or "")


def _po(lang: str) -> Path:
    return LOCALES / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def _mo(lang: str) -> Path:
    return _po(lang).with_suffix(".mo")


def _po_bytes(lang: str) -> bytes | None:
    return _po(lang).read_bytes() if _po(lang).is_file() else None


def _read(lang: str) -> Any:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    text = _po_bytes(lang)
    return (
        Catalog(locale=lang, charset="utf-8")
        if text is None
        else read_po(io.BytesIO(text), locale=lang, charset="utf-8")
    )


def _compiled(catalogue: Any) -> bytes:
    """The catalogue as a .mo file, the same bytes for the same translations whatever tool made them."""
    entries = {b"": _HEADER.encode()}
    for entry in catalogue:
        if entry.id and _singular(entry.string):
            identity = "\0".join(entry.id) if isinstance(entry.id, tuple) else entry.id
            entries[identity.encode()] = _singular(entry.string).encode()
    ids, strings = b"", b""
    places = []
    for identity, text in sorted(entries.items()):
        places.append((len(identity), len(ids), len(text), len(strings)))
        ids += identity + b"\0"
        strings += text + b"\0"
    count = len(places)
    start = 28 + 16 * count
    table = b"".join(struct.pack("<II", size, start + at) for size, at, _, _ in places)
    table += b"".join(struct.pack("<II", size, start + len(ids) + at) for _, _, size, at in places)
    return struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count) + table + ids + strings
