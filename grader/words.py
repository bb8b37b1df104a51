"""Sentences that can be said in any language: a template in English and the values that fill it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Translate = Callable[[str], str]


def untranslated(template: str) -> str:
    """The English template itself."""
    return template


@dataclass(frozen=True)
class Words:
    """A sentence: its English template (the key of its translation) and what fills its {fields}."""

    template: str
    values: tuple[tuple[str, Words | str | int], ...] = ()

    def render(self, translate: Translate = untranslated) -> str:
        """The sentence in the language that `translate` speaks."""
        filled = {
            name: value.render(translate) if isinstance(value, Words) else value
            for name, value in self.values
        }
        template = translate(self.template)
        return template.format_map(filled) if filled else template

    def __str__(self) -> str:
        return self.render()


def verbatim(text: str) -> Words:
    """Words that are the same in every language: a name, a number, a line of code."""
    return Words("{text}", (("text", text),))


def words(template: str, **values: Words | str | int) -> Words:
    """Words from an English template whose {fields} are filled by `values`."""
    return Words(template, tuple(values.items()))
