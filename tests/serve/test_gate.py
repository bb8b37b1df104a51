from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from course.serve.app import Desk
from course.serve.gate import TOKEN_HEADER, Pass

OURS = "http://127.0.0.1:8765"
DO = "/en/ch3/mse_grad/hint"


@pytest.mark.parametrize("path", ["/", "/en/", "/zh/ch3", "/en/events", "/figures/ch03_linear_regression/valley.svg"])
def test_nothing_is_shown_without_the_token(stranger: TestClient, path: str) -> None:
    """A page that only knows the port gets words and nothing of the learner's."""
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "course serve" in answer.text or "课程" in answer.text


def test_the_token_becomes_a_cookie_and_leaves_the_address(stranger: TestClient, desk: Desk) -> None:
    """No script reads the cookie, no other site sends it; the page that follows has an address without the token."""
    answer = stranger.get("/zh/ch3", params={"token": desk.allowed.token})
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert 'content="0;url=/zh/ch3"' in answer.text
    assert desk.allowed.token not in answer.text
    assert stranger.get("/zh/ch3").status_code == 200


@pytest.mark.parametrize("path", ["/static/../en/", "/static/%2e%2e/en/", "/static//../../en/", "/static/..%2fen/"])
def test_styles_are_for_everybody_and_lead_nowhere(stranger: TestClient, path: str) -> None:
    """What is refused can be read; from there no path leads to a page."""
    assert stranger.get("/static/site.css").status_code == 200
    answer = stranger.get(f"{OURS}{path}")
    assert answer.status_code in (403, 404)
    assert "Go on with" not in answer.text


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_a_wrong_token_sets_no_cookie(stranger: TestClient, token: str) -> None:
    """Not even one of an earlier run."""
    answer = stranger.get("/", params={"token": token})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "printed last" in answer.text


@pytest.mark.parametrize("cookie", ["gradstep-8765=", "gradstep-8765=x", "gradstep-8766={token}", "{token}", "=;;\\"])
def test_a_made_up_cookie_opens_nothing(stranger: TestClient, desk: Desk, cookie: str) -> None:
    """Nor the right one under another server's name."""
    given = cookie.format(token=desk.allowed.token)
    assert stranger.get("/en/", headers={"Cookie": given}).status_code == 403
    assert stranger.get("/en/", headers={"Cookie": f"gradstep-8765={desk.allowed.token}"}).status_code == 200


def test_the_entrance_leads_to_no_other_site(stranger: TestClient, desk: Desk) -> None:
    """A path that a browser would read as another host, or as markup, stays a path of this server."""
    for path in ("//evil.example/x", '/"><script>alert(1)</script>'):
        answer = stranger.get(f"{OURS}{path}", params={"token": desk.allowed.token})
        assert 'url=//' not in answer.text
        assert "<script>" not in answer.text


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8765", "", "[::1]:8765"],
)
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    """A name that was made to lead to 127.0.0.1 gets nothing, with the cookie and all."""
    answer = client.get("/en/", headers={"Host": host})
    assert answer.status_code == 403
    assert "127.0.0.1:8765" in answer.text
    assert "Go on with" not in answer.text


def test_localhost_is_this_machine_too(client: TestClient) -> None:
    """The other name of the same address is let in, by its cookie."""
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    assert client.get("/en/", headers={"Host": "localhost:8765", "Cookie": cookies}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:8766", "https://127.0.0.1:8765", ""]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_origin_is_refused(client: TestClient, asking: dict[str, str], method: str, origin: str) -> None:
    """Whatever else a request has."""
    answer = client.request(method, DO if method == "POST" else "/en/", headers={**asking, "Origin": origin})
    assert answer.status_code == 403
    assert "own pages may" in answer.text


def test_another_sites_page_may_load_nothing_of_ours(client: TestClient) -> None:
    """Neither an image nor a script, by which it would learn that the course is running."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert client.get("/static/page.js", headers=headers).status_code == 403
    assert client.get("/static/page.js", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("left_out", ["Origin", TOKEN_HEADER])
def test_what_is_done_needs_a_page_of_ours(client: TestClient, asking: dict[str, str], left_out: str) -> None:
    """The cookie alone does nothing."""
    headers = {name: value for name, value in asking.items() if name != left_out}
    assert client.post(DO, headers=headers).status_code == 403
    assert client.post(DO, headers={**asking, TOKEN_HEADER: "0" * 64}).status_code == 403
    assert client.post(DO, headers=asking).status_code == 200


@pytest.mark.parametrize("path", ["/", "/en/", "/en/ch3", "/en/nothing", "/static/page.js", "/static/site.css"])
def test_every_answer_has_the_policy(client: TestClient, path: str) -> None:
    """Only what we serve runs, nothing is framed, nothing is sent elsewhere."""
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_refusals_have_the_policy_too(stranger: TestClient) -> None:
    """A refused request is answered by the same rules."""
    assert "default-src 'none'" in stranger.get("/en/").headers["content-security-policy"]


def test_only_pages_and_what_they_ask_for(client: TestClient, asking: dict[str, str]) -> None:
    """No address writes a file of the learner's: there is nothing to put, patch or delete."""
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
        assert client.request(method, "/en/file/ch03_linear_regression/mse.py", headers=asking).status_code == 405
    assert client.post("/en/file/ch03_linear_regression/mse.py", headers=asking, content=b"x").status_code == 405


def test_each_run_has_its_own_secret() -> None:
    """What a page sends shows nothing of it, and neither do errors and logs."""
    one, other = Pass(1), Pass(1)
    assert one.token != other.token
    assert len(one.token) >= 32
    assert one.token not in one.key
    assert one.token not in repr(one)
