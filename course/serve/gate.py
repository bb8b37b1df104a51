"""Who may ask: only a browser of this machine that was given the token, on a page that we served.

Covered: another site's page (Origin, Sec-Fetch-Site, SameSite cookie), DNS rebinding (Host), another user of this
machine or a page that guesses the port (token), being framed, scripts and styles that are not ours (the policy).
Not covered: whoever can read this user's files, terminal or browser; other programs of the same user.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from grader.words import Words, words

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}
TOKEN_HEADER = "X-Gradstep-Token"  # noqa: S105  the name of a header
READING = frozenset({"GET", "HEAD"})
PUBLIC = "/static/"
"""Styles and scripts of ours, which are the same for everybody: what is refused is said on a page that has them."""

Refuse = Callable[[Scope, Words, int], Response]
"""Makes the page that says why a request is refused."""


@dataclass(frozen=True)
class Pass:
    """What lets a browser in: the port that it must name, and the secret of this run."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which this server may be called."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost"))

    @property
    def origins(self) -> frozenset[str]:
        """The pages that may ask."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @property
    def cookie(self) -> str:
        """The cookie's name: cookies are shared by all ports of a machine, so it has the port in it."""
        return f"gradstep-{self.port}"

    @property
    def address(self) -> str:
        """What the learner opens."""
        return f"http://127.0.0.1:{self.port}/?{urlencode({'token': self.token})}"

    @property
    def key(self) -> str:
        """What a page sends with what it asks to be done: it shows nothing of the token that it is made from."""
        return hmac.new(self.token.encode(), b"a page of ours asks", hashlib.sha256).hexdigest()

    def opens(self, given: str) -> bool:
        """Whether that is the token."""
        return hmac.compare_digest(given.encode(), self.token.encode())


class Gate:
    """Lets through what `Pass` allows, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, allowed: Pass, refuse: Refuse) -> None:
        self._app, self._allowed, self._refuse = app, allowed, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        sender = _with_headers(send)
        headers = Headers(scope=scope)
        reason = _foreign(headers, self._allowed) or _not_asked_for(scope, headers, self._allowed)
        if reason is not None:
            await self._refuse(scope, reason, 403)(scope, receive, sender)
        elif (token := _token_in_address(scope)) is not None:
            await self._enter(token, scope)(scope, receive, sender)
        elif not self._known(headers) and not scope["path"].startswith(PUBLIC):
            await self._refuse(scope, NO_TOKEN, 403)(scope, receive, sender)
        else:
            await self._app(scope, receive, sender)

    def _known(self, headers: Headers) -> bool:
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self._allowed.cookie)
        except CookieError:
            return False
        return morsel is not None and self._allowed.opens(morsel.value)

    def _enter(self, token: str, scope: Scope) -> Response:
        """Sets the cookie and goes on to the same address without the token, which then is in no history.

        By a page, not by a redirection: where a link of another program led here, the cookie would not go with it.
        """
        if not self._allowed.opens(token):
            return self._refuse(scope, WRONG_TOKEN, 403)
        here = "/" + scope["path"].lstrip("/")
        page = (
            '<!doctype html><meta charset="utf-8"><title>gradstep</title><link rel="icon" href="/static/icon.svg">'
            f'<meta http-equiv="refresh" content="0;url={_attribute(here)}">'
        )
        response = Response(page, media_type="text/html")
        response.set_cookie(self._allowed.cookie, self._allowed.token, httponly=True, samesite="strict", path="/")
        return response


NO_TOKEN = words(
    "This page is for the person who started it. Open the address that `course serve` printed, with the token in it."
)
WRONG_TOKEN = words(
    "This address is of an earlier `course serve`, or a part of it is missing. Open the one that was printed last."
)


def _foreign(headers: Headers, allowed: Pass) -> Words | None:
    """Why a request came from somewhere else; None where it did not."""
    host = headers.get("host", "")
    if host.lower() not in allowed.hosts:
        return words(
            "This server answers to 127.0.0.1:{port} and localhost:{port} only, not to {host}.",
            port=allowed.port,
            host=host or "-",
        )
    origin = headers.get("origin")
    if origin is not None and origin.lower() not in allowed.origins:
        return words("A page of {origin} asked for this. Only the course's own pages may.", origin=origin)
    if headers.get("sec-fetch-site") in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate":
        return words("Another site's page asked for this. Only the course's own pages may.")
    return None


def _not_asked_for(scope: Scope, headers: Headers, allowed: Pass) -> Words | None:
    """Why something may not be done: it was not a page of ours that asked."""
    if scope["method"] in READING:
        return None
    given = headers.get(TOKEN_HEADER, "")
    if headers.get("origin") is None or not hmac.compare_digest(given.encode(), allowed.key.encode()):
        return words("This was not asked for by a page of the course. Load the page again, then try once more.")
    return None


def _token_in_address(scope: Scope) -> str | None:
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return next((value for name, value in pairs if name == "token"), None)


def _attribute(path: str) -> str:
    """The path percent-encoded, so that it is nothing but a path where it stands."""
    return quote(path, safe="/")


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sender
