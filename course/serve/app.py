"""The pages over HTTP: which address shows what, and the stream of verdicts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from course.content import Content
from course.errors import CourseError
from course.hint import take_hint
from course.milestones.plan import picture
from course.names import find_chapter
from course.progress import load_progress
from course.serve import files, pages
from course.serve.bench import Bench
from course.serve.exercise import Work, exercise_page
from course.serve.gate import Gate, Pass
from course.serve.links import ServedLinks
from course.serve.reading import Library
from course.serve.search import index_script
from course.serve.stream import stream
from course.workspace import Workspace
from grader.exports.html import inline
from grader.spec import LANGUAGES, ChapterSpec, ExerciseSpec
from grader.words import Words, words

STATIC = Path(__file__).with_name("static")
FIGURE = re.compile(r"[\w-][\w.-]*\.(svg|png|jpe?g)")
NO_PAGE = words("There is no page at this address.")


@dataclass(frozen=True)
class Desk:
    """What is served: the course, a learner's workspace, what judges it, and who may see it."""

    content: Content
    workspace: Workspace
    bench: Bench
    allowed: Pass
    lang: str
    library: Library

    def frame(self, lang: str, path: str, chapter: str = "") -> pages.Frame:
        """What stands around a page at an address."""
        elsewhere = {other: re.sub(r"^/[a-z]+", f"/{other}", path) for other in LANGUAGES}
        return pages.Frame(ServedLinks(lang), elsewhere, self._learner(), self.allowed.key, chapter)

    def _learner(self) -> pages.Learner:
        reports = {chapter.key: self.bench.report(chapter) for chapter in self.content.chapters()}
        known = {key: report for key, report in reports.items() if report is not None}
        return pages.Learner(load_progress(self.workspace.progress).progress, known, self.workspace)


def make_app(desk: Desk) -> ASGIApp:
    """The whole server, behind its gate."""
    app = Starlette(
        routes=[
            Route("/", lambda request: RedirectResponse(f"/{desk.lang}/", 303)),
            Route("/static/report.css", _report_style),
            Mount("/static", StaticFiles(directory=STATIC)),
            Route("/figures/{chapter}/{name}", _Figures(desk).figure),
            Route("/milestones/{chapter}", _Figures(desk).milestone),
            *(Mount(f"/{lang}", routes=_Pages(desk, lang).routes()) for lang in LANGUAGES),
        ],
        exception_handlers={HTTPException: _refuser(desk), Exception: _broken(desk)},
    )
    return Gate(app, desk.allowed, lambda scope, reason, status: _refusal(desk, scope, reason, status))


class _Pages:
    """The pages of one language."""

    def __init__(self, desk: Desk, lang: str) -> None:
        self._desk, self._lang = desk, lang

    def routes(self) -> list[Route]:
        """Every address below the language's."""
        return [
            Route("/", self.overview),
            Route("/events", self.events),
            Route("/glossary", self.glossary),
            Route("/search", self.search),
            Route("/search-index.js", self.index),
            Route("/file/{path:path}", self.file),
            Route("/{chapter}", self.lesson),
            Route("/{chapter}/{exercise}", self.exercise),
            Route("/{chapter}/{exercise}/check", self.check, methods=["POST"]),
            Route("/{chapter}/{exercise}/hint", self.hint, methods=["POST"]),
        ]

    def overview(self, request: Request) -> Response:
        """The path."""
        return HTMLResponse(pages.overview(self._desk.content, self._frame(request)))

    def glossary(self, request: Request) -> Response:
        """The terms."""
        return HTMLResponse(pages.glossary(self._desk.library, self._frame(request)))

    def search(self, request: Request) -> Response:
        """The search."""
        return HTMLResponse(pages.search(self._frame(request)))

    def index(self, request: Request) -> Response:
        """What the search reads."""
        frame = self._frame(request)
        script = index_script(self._desk.content, self._desk.library, frame.links, frame.voice)
        return Response(script, media_type="text/javascript")

    def lesson(self, request: Request) -> Response:
        """A chapter."""
        chapter = self._chapter(request)
        frame = self._frame(request, chapter.short)
        return HTMLResponse(pages.lesson(self._desk.content, self._desk.library, chapter, frame))

    def exercise(self, request: Request) -> Response:
        """An exercise."""
        chapter, exercise = self._exercise(request)
        bench = self._desk.bench
        judged = bench.judged(chapter)
        work = Work(bench.error(chapter), judged.remarks if judged is not None else ())
        frame = self._frame(request, chapter.short)
        page = exercise_page(self._desk.content, self._desk.workspace, chapter, exercise, frame, work)
        return HTMLResponse(page)

    def check(self, request: Request) -> Response:
        """Judges the chapter of an exercise on new inputs; what comes of it is in the stream."""
        chapter, _ = self._exercise(request)
        self._desk.bench.again(chapter)
        return JSONResponse({"said": ""}, status_code=202)

    def hint(self, request: Request) -> Response:
        """Reveals the next hint of an exercise, and says it."""
        chapter, exercise = self._exercise(request)
        hints = take_hint(self._desk.workspace, chapter, exercise, self._lang)
        return JSONResponse({"said": hints.shown[-1] if hints.shown else ""})

    def file(self, request: Request) -> Response:
        """A file of the workspace, to be read."""
        relative = request.path_params["path"]
        try:
            text = files.read(self._desk.workspace, relative)
        except files.FileRefused as error:
            raise Refused(error.words, error.status) from error
        return HTMLResponse(pages.file_page(self._frame(request), relative, text))

    async def events(self, request: Request) -> Response:
        """The stream of verdicts; whoever listens for a chapter has it judged."""
        asked = request.query_params.get("chapter")
        if asked is not None:
            self._desk.bench.want(self._found(asked))
        answers = stream(self._desk.bench, pages.Frame(ServedLinks(self._lang), {}).voice)
        return StreamingResponse(answers, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    def _frame(self, request: Request, chapter: str = "") -> pages.Frame:
        return self._desk.frame(self._lang, request.url.path, chapter)

    def _chapter(self, request: Request) -> ChapterSpec:
        return self._found(request.path_params["chapter"])

    def _found(self, name: str) -> ChapterSpec:
        try:
            return find_chapter(self._desk.content, name)
        except CourseError as error:
            raise Refused(error.words, 404) from error

    def _exercise(self, request: Request) -> tuple[ChapterSpec, ExerciseSpec]:
        chapter, name = self._chapter(request), request.path_params["exercise"]
        try:
            return chapter, chapter.exercise(name)
        except KeyError as error:
            raise Refused(words("{chapter} has no exercise {name}.", chapter=chapter.short, name=name), 404) from error


class Refused(HTTPException):
    """There is no such page, or it is not shown: `words` say why."""

    def __init__(self, reason: Words, status: int) -> None:
        super().__init__(status)
        self.words = reason


class _Figures:
    """The figures of lessons, where a drawing that is opened by itself may run nothing, and the learner's own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def figure(self, request: Request) -> Response:
        """A figure by its chapter's key and its own name."""
        key, name = request.path_params["chapter"], request.path_params["name"]
        if key not in self._desk.content.chapter_keys() or FIGURE.fullmatch(name) is None:
            raise Refused(NO_PAGE, 404)
        path = self._desk.content.chapter(key).folder / "figures" / name
        if not path.is_file():
            raise Refused(NO_PAGE, 404)
        return FileResponse(path, headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"})


    def milestone(self, request: Request) -> Response:
        """The picture that a learner's code drew at the end of a chapter."""
        key = request.path_params["chapter"]
        if key not in self._desk.content.chapter_keys():
            raise Refused(NO_PAGE, 404)
        path = picture(self._desk.workspace, self._desk.content.chapter(key))
        if not path.is_file() or not path.resolve().is_relative_to(self._desk.workspace.root.resolve()):
            raise Refused(NO_PAGE, 404)
        return FileResponse(path, media_type="image/png")


def _report_style(_: Request) -> Response:
    """The style of reports, which they share with every other page that shows one."""
    return Response(str(inline("feedback.css").text), media_type="text/css")


def _refuser(desk: Desk) -> Callable[[Request, Exception], Response]:
    def refuse(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        reason = error.words if isinstance(error, Refused) else NO_PAGE
        if status == 405:
            reason = words("This cannot be done at this address.")
        return _refusal(desk, request.scope, reason, status)

    return refuse


def _broken(desk: Desk) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        kind = f"{type(error).__name__}: {error}"
        reason = words(
            "gradstep itself broke ({kind}). This is our fault and costs you nothing. If gradstep or the course was "
            "updated meanwhile, end `course serve` with Ctrl-C and start it anew.",
            kind=kind,
        )
        return _refusal(desk, request.scope, reason, 500)

    return answer


def _refusal(desk: Desk, scope: Scope, reason: Words, status: int) -> Response:
    """Why there is no page, in the language of the address. It knows nothing of the learner: anybody may see it."""
    first = str(scope.get("path", "")).split("/")[1:2]
    lang = first[0] if first and first[0] in LANGUAGES else desk.lang
    frame = pages.Frame(ServedLinks(lang), {other: f"/{other}/" for other in LANGUAGES})
    return HTMLResponse(pages.refused(frame, reason, status), status_code=status)
