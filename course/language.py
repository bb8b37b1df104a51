"""Which language a command speaks, and the translation of our messages into it."""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from grader.words import Translate, untranslated

LOCALES = Path(__file__).parent / "locales"
DOMAIN = "gradstep"


def N_(template: str) -> str:  # noqa: N802 - gettext's own name for "to be translated where it is shown"
    """Marks a string for translation where it is shown later."""
    return template


# What click itself says; it asks gettext, so our catalogue answers. Some differ between click 8.1 and later.
CLICK = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Error: {message}"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("No such option: {name}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Try '{command} {option}' for help."),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("default: {default}"),
)
CLICK_PLURAL = (
    (N_("Got unexpected extra argument ({args})"), "Got unexpected extra arguments ({args})"),
    (N_("Did you mean {possibility}?"), "(Did you mean one of: {possibilities}?)"),
    (N_("Option {name!r} requires an argument."), "Option {name!r} requires {nargs} arguments."),
    (N_("{value!r} is not {choice}."), "{value!r} is not one of {choices}."),
)


def language_of_environment(environ: Mapping[str, str]) -> str:
    """The language that the environment asks for, English where it asks for one that the course does not have."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    if os.name == "nt":
        return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
    return "en"


def option_of(arguments: Sequence[str], option: str) -> str | None:
    """An option's value on a command line, read before click does: click's own errors must speak the language too."""
    for index, argument in enumerate(arguments):
        if argument.startswith(f"{option}="):
            return argument.removeprefix(f"{option}=")
        if argument == option and index + 1 < len(arguments):
            return arguments[index + 1]
    return None


def translator(lang: str) -> Translate:
    """The function that turns an English template into its translation."""
    if lang == "en":
        return untranslated
    catalogue = gettext.translation(DOMAIN, LOCALES, languages=[lang], fallback=True)
    return catalogue.gettext


@contextmanager
def spoken(lang: str) -> Iterator[None]:
    """While it lasts, click's own messages are looked up in our catalogue."""
    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    domain = gettext.textdomain()
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = lang
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
