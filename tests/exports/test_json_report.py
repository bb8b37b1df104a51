from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from course.language import translator
from grader.axes import aligned
from grader.exports.json_report import SCHEMA_FILE, dumps, to_json
from grader.picture import Grid, Part, Picture
from grader.results import ScoreReport, State, Verdict
from grader.spec import ChapterText
from grader.words import untranslated, words

SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


def test_the_schema_is_a_schema() -> None:
    """The schema itself is valid, and knows every verdict and state."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["$defs"]["check"]["properties"]["verdict"]["enum"]) == {verdict.value for verdict in Verdict}
    assert set(SCHEMA["properties"]["state"]["enum"]) == {state.value for state in State}


@pytest.mark.parametrize("which", ["mixed", "hostile"])
def test_every_report_fits_the_schema(which: str, request: pytest.FixtureRequest, text: ChapterText) -> None:
    """What is written is JSON of the schema, in UTF-8, ending with a line end."""
    report: ScoreReport = request.getfixturevalue(which)
    written = dumps(report, untranslated, text)
    jsonschema.validate(json.loads(written), SCHEMA)
    assert written.endswith("}\n")
    written.encode("utf-8")


def test_the_contract_of_a_report(mixed: ScoreReport, text: ChapterText) -> None:
    """The keys that other programs rely on, whole."""
    made = to_json(mixed, untranslated, text)
    assert {key: made[key] for key in made if key not in ("exercises", "notes")} == {
        "format_version": 1,
        "format_minor": 1,
        "chapter": "ch03_linear_regression",
        "state": "scored",
        "score": 17.5,
        "max_score": 80,
        "device": "cpu",
        "seed": "1",
        "sandbox": {"tier": "full", "layers": ["Landlock", "seccomp"]},
        "seconds": 1.25,
    }
    assert made["exercises"][5]["score"] is None
    assert made["exercises"][1]["checks"][2] == {
        "name": "test_mse_grad_values",
        "title": "mse_grad is right",
        "verdict": "wrong_answer",
        "message": "every value is 3 times too large",
        "diagnosis": "mse_grad__by_batch",
        "seconds": 0.0,
        "weight": 1,
        "visible": False,
        "where": {"file": "mse.py", "line": 87},
        "output": "",
        "picture": None,
        "figures": [],
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_picture_is_in_the_report(mixed: ScoreReport, text: ChapterText, lang: str) -> None:
    """As the schema has it: shapes axis by axis, cells as signs, what is said of both, the parts by name."""
    said = words("wrong in rows {rows}, columns {columns}", rows="1", columns="0-2")
    picture = Picture(aligned((7, 3, 5), (7, 5)), Grid(("...", "+#N"), 2, 3, 1, 1, 2, said), (Part("W", False),), 3)
    check = replace(mixed.exercises[1].checks[2], picture=picture)
    report = replace(mixed, exercises=(replace(mixed.exercises[1], checks=(check,)),))
    made = to_json(report, translator(lang), text)
    jsonschema.validate(made, SCHEMA)
    assert made["exercises"][0]["checks"][0]["picture"] == {
        "shapes": {
            "axes": [
                {"got": 7, "expected": 7, "mark": "same"},
                {"got": 3, "expected": None, "mark": "extra"},
                {"got": 5, "expected": 5, "mark": "same"},
            ],
            "cut": [0, 0],
            "said": {"en": "axis 1, of size 3, is one too many", "zh": "多了第 1 维（大小为 3）"}[lang],
        },
        "grid": {
            "rows": ["...", "+#N"], "height": 2, "width": 3, "tall": 1, "wide": 1, "axes": 2,
            "said": {"en": "wrong in rows 1, columns 0-2", "zh": "出错的位置：第 1 行，第 0-2 列"}[lang],
        },
        "parts": [{"name": "W", "right": False}],
        "more": 3,
    }  # fmt: skip


def test_scores_are_numbers_as_a_person_writes_them(mixed: ScoreReport, text: ChapterText) -> None:
    """Whole scores are integers, others decimals."""
    scores = [exercise["score"] for exercise in to_json(mixed, untranslated, text)["exercises"]]
    assert scores == [10, 7.5, 0, 0, 0, None, 0]
    assert isinstance(scores[0], int)


def test_an_open_score_is_null(report: object, mixed: ScoreReport, text: ChapterText) -> None:
    """needs_review has no score, and keeps its max_score."""
    made = to_json(replace(mixed, state=State.NEEDS_REVIEW, score=None), untranslated, text)
    jsonschema.validate(made, SCHEMA)
    assert (made["state"], made["score"], made["max_score"]) == ("needs_review", None, 80)


def test_messages_speak_the_language(mixed: ScoreReport, chinese: ChapterText) -> None:
    """Titles and messages are in the language asked for; keys and verdicts never change."""
    checks = to_json(mixed, translator("zh"), chinese)["exercises"][1]["checks"]
    assert checks[0]["title"] == "mse_grad 在算好的例子上是对的"
    assert checks[0]["message"] == "所有值都是应有值的 3 倍"
    assert checks[0]["verdict"] == "wrong_answer"


def test_hostile_text_is_visible(hostile: ScoreReport, text: ChapterText) -> None:
    """No control character or bidirectional mark of a submission is in the report."""
    written = json.loads(dumps(hostile, untranslated, text))
    check = written["exercises"][0]["checks"][0]
    for value in (check["message"], check["output"], *written["notes"]):
        assert not set(value) & set("\x1b\x07\r\x9b\u202e\u200b")
