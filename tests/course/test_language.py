from __future__ import annotations

import gettext
import os
from pathlib import Path

import click
import pytest

from course.language import CLICK, CLICK_PLURAL, language_of_environment, option_of, spoken, translator


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "en"),
        ({"LANG": "en_US", "LC_ALL": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN", "LC_MESSAGES": "en_US"}, "en"),
        ({"LANG": "zh_CN", "LANGUAGE": "en"}, "en"),
        ({"LANG": "", "LC_ALL": ""}, "en"),
    ],
)
def test_the_environment_asks_for_a_language(environ: dict[str, str], lang: str) -> None:
    """The variables count in gettext's order; a language that the course lacks is English."""
    assert language_of_environment(environ) == lang


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (["check", "--lang", "zh"], "zh"),
        (["--lang=en"], "en"),
        (["check", "--lang"], None),
        (["check"], None),
    ],
)
def test_an_option_is_read_before_click(arguments: list[str], value: str | None) -> None:
    """--lang is found in both spellings, wherever it stands."""
    assert option_of(arguments, "--lang") == value


def test_click_speaks_while_it_lasts() -> None:
    """Inside, gettext answers from our catalogue in that language; afterwards everything is as before."""
    before = (gettext.textdomain(), os.environ.get("LANGUAGE"))
    with spoken("zh"):
        assert gettext.gettext("Usage:") == "用法："
        with spoken("en"):
            assert gettext.gettext("Usage:") == "Usage:"
        assert gettext.gettext("Usage:") == "用法："
    assert (gettext.textdomain(), os.environ.get("LANGUAGE")) == before


def test_english_needs_no_catalogue() -> None:
    """The template is its own English."""
    assert translator("en")("any {thing}") == "any {thing}"


def test_what_we_translate_of_clicks_is_what_click_says() -> None:
    """The strings listed as click's stand in the sources of the click that is installed, but for old spellings."""
    folder = Path(click.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    old = {"No such option: {name}"}
    said = {*CLICK, *(text for pair in CLICK_PLURAL for text in pair)}
    assert {text for text in said - old if f'"{text}"' not in sources} == set()
