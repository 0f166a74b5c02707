"""Asking a forge: patient where that is safe, bounded, and never careless with the token."""

import socket
import ssl
import threading
from email.utils import formatdate
from pathlib import Path

import pytest

from forge_api.description import description
from forge_api.server import TOKEN, serving
from stafett.forges import connection as module
from stafett.forges.connection import Access, Connection
from stafett.forges.errors import ForgeError
from stafett.forges.places import place

COMMENTS = "/repos/org/kb/issues/1/comments"


@pytest.fixture
def forge():
    """A forge that speaks GitHub's language."""
    with serving("github") as started:
        yield started


@pytest.fixture
def waited():
    """For how long we were asked to wait, in order."""
    return []


@pytest.fixture
def ask(forge, waited):
    """A connection to the forge that does not really wait."""
    where = place("github", {"GITHUB_TOKEN": TOKEN}, address=forge.address, repository="org/kb")
    return Connection(where.access, waited.append)


def failing(forge, times, *answer):
    """Let the forge answer so a number of times."""
    left = [times]

    def meddle(*_):
        left[0] -= 1
        return answer if left[0] >= 0 else None

    forge.meddle = meddle


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_what_passes_is_tried_again_where_it_cannot_do_a_thing_twice(forge, ask, waited, status):
    """A little later each time."""
    failing(forge, 3, status, {}, {"message": "oops"})
    assert ask.get(COMMENTS).value == []
    assert waited == [1.0, 2.0, 4.0]
    failing(forge, 4, status, {}, {"message": "oops"})
    with pytest.raises(ForgeError, match="oops"):
        ask.get(COMMENTS)


def test_what_may_have_been_done_is_not_sent_again(forge, ask, waited):
    """Nobody knows whether a comment was written before the server failed."""
    failing(forge, 1, 502, {}, None)
    with pytest.raises(ForgeError):
        ask.send("POST", COMMENTS, {"body": "x"})
    failing(forge, 1, None, {}, None)
    with pytest.raises(ForgeError, match="nobody knows whether it took what was sent"):
        ask.send("POST", COMMENTS, {"body": "x"})
    assert waited == []
    assert len(forge.asked) == 2


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"Retry-After": "7"}, 7),
        (403, {"Retry-After": "7"}, 7),
        (429, {"Retry-After": formatdate(1_000_030, usegmt=True), "Date": formatdate(1_000_000, usegmt=True)}, 31),
        (
            403,
            {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1000020", "Date": formatdate(1_000_000, usegmt=True)},
            21,
        ),
        (429, {}, 60),
    ],
)
def test_it_waits_for_as_long_as_the_forge_asks(forge, ask, waited, status, headers, seconds):
    """Also before writing: the forge has said that it did nothing."""
    failing(forge, 1, status, headers, {"message": "slow down"})
    assert ask.send("POST", COMMENTS, {"body": "x"})["body"] == "x"
    assert waited == [seconds]
    assert len(forge.kept.comments[1]) == 1


def test_there_is_an_end_to_waiting(forge, ask, waited):
    """For an hour nobody waits; the run says so."""
    failing(forge, 1, 429, {"Retry-After": "3600"}, None)
    with pytest.raises(ForgeError, match="no more requests for 3600 seconds"):
        ask.get(COMMENTS)
    for _ in range(5):
        failing(forge, 1, 429, {"Retry-After": "110"}, None)
        ask.get(COMMENTS)
    failing(forge, 1, 429, {"Retry-After": "110"}, None)
    with pytest.raises(ForgeError):
        ask.get(COMMENTS)
    assert waited == [110] * 5


def test_what_is_on_this_machine_is_asked_by_no_proxy(forge, monkeypatch):
    """The token would go to the proxy, unprotected."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    where = place("github", {"GITHUB_TOKEN": TOKEN}, address=forge.address, repository="org/kb")
    assert Connection(where.access).get(COMMENTS).value == []


def test_a_plain_403_is_no_reason_to_wait(forge, ask, waited):
    """It means that the token may not."""
    failing(forge, 1, 403, {}, {"message": "no"})
    with pytest.raises(ForgeError, match="may not do this"):
        ask.get(COMMENTS)
    assert waited == []


def test_nothing_is_followed_to_another_host(forge, ask):
    """The token would go along."""
    with serving("github") as other:
        failing(forge, 1, 302, {"Location": f"{other.address}{COMMENTS}"}, None)
        with pytest.raises(ForgeError, match="answers from another address"):
            ask.get(COMMENTS)
        assert other.asked == []


def test_a_repository_that_has_moved_is_read_but_not_written_to(forge, ask):
    """Within the same host."""
    failing(forge, 1, 301, {"Location": COMMENTS}, None)
    assert ask.get("/repos/org/old/issues/1/comments").value == []
    failing(forge, 1, 301, {"Location": COMMENTS}, None)
    with pytest.raises(ForgeError, match="Name the repository as it is called now"):
        ask.send("POST", COMMENTS, {"body": "x"})
    forge.meddle = lambda *_: (302, {"Location": COMMENTS}, None)
    with pytest.raises(ForgeError, match="answers from another address"):
        ask.get(COMMENTS)


@pytest.mark.parametrize("data", [b"<html>", b"[" * 100_000, b'"text"', b"\xff\xfe", b"{}", b"[1]"])
def test_a_reply_that_makes_no_sense_is_told_so(forge, ask, data):
    """A proxy's page, most often."""
    forge.meddle = lambda *_: (200, {}, data)
    with pytest.raises(ForgeError, match="Is this the address of its interface"):
        list(ask.listed(COMMENTS, 100))


def test_a_reply_that_does_not_end_is_not_read(forge, ask, monkeypatch):
    """There is a bound to each, and to how many pages there are."""
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    forge.meddle = lambda *_: (200, {}, b"[" + b" " * 2000 + b"]")
    with pytest.raises(ForgeError, match="longer than"):
        ask.get(COMMENTS)
    monkeypatch.setattr(module, "MOST_PAGES", 5)
    forge.meddle = lambda *_: (200, {"Link": '<https://x.invalid>; rel="next"'}, [{}])
    with pytest.raises(ForgeError, match="more than 5 pages"):
        list(ask.listed(COMMENTS, 100))


def test_a_list_of_just_a_whole_page_ends(forge, ask):
    """Where nothing tells whether there is more, the next page is asked for."""
    forge.meddle = lambda _method, _path, _body: (200, {}, [{}] * 2 if len(forge.asked) == 1 else [])
    assert len(list(ask.listed(COMMENTS, 2))) == 2


def test_an_address_where_nobody_answers_is_named(waited):
    """And was tried again."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ForgeError, match=r"no answer from http://127\.0\.0\.1"):
            Connection(Access(address, {}), waited.append).get("/")
    assert len(waited) == 3


def test_a_host_that_can_have_no_such_name_is_told(waited):
    """At once: it will have none later either."""
    with pytest.raises(ForgeError, match="no answer from"):
        Connection(Access("https://forge..example", {}), waited.append).get("/")
    assert waited == []


def test_a_certificate_that_nobody_vouches_for_is_refused(waited):
    """At once, and what to do about one's own authority is said."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parent / "forge_api" / "self-signed.pem")
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            client, _ = server.accept()
            with client, pytest.raises(OSError, match=r"(?i)ssl|alert|reset|eof"):
                context.wrap_socket(client, server_side=True)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(ForgeError, match="SSL_CERT_FILE"):
            Connection(Access(f"https://127.0.0.1:{server.getsockname()[1]}", {}), waited.append).get("/")
        thread.join()
    assert waited == []


def test_a_token_is_never_shown():
    """Not by what holds it, either."""
    where = place("github", {"GITHUB_TOKEN": TOKEN}, repository="org/kb")
    assert TOKEN not in repr(where)
    assert where.access.headers["Authorization"] == f"Bearer {TOKEN}"
    with pytest.raises(ForgeError) as raised:
        place("github", {"GITHUB_TOKEN": f"{TOKEN}\nX-Other: 1"}, repository="org/kb")
    assert TOKEN not in str(raised.value)
    assert "GITHUB_TOKEN holds no token" in str(raised.value)


@pytest.mark.parametrize(
    ("forge", "variables", "header"),
    [
        ("gitlab", {"GITLAB_TOKEN": "t"}, {"PRIVATE-TOKEN": "t"}),
        ("gitea", {"GITEA_TOKEN": "t", "GITEA_API_URL": "https://x.example/api/v1"}, {"Authorization": "token t"}),
        ("azure", {"SYSTEM_ACCESSTOKEN": "t"}, {"Authorization": "Bearer t"}),
        ("azure", {"AZURE_DEVOPS_EXT_PAT": "t"}, {"Authorization": "Basic OnQ="}),
        ("github", {}, {}),
    ],
)
def test_each_forge_gets_its_token_as_it_wants_it(forge, variables, header):
    """Without one nothing is sent."""
    given = {"SYSTEM_COLLECTIONURI": "https://dev.azure.com/org/", "SYSTEM_TEAMPROJECT": "p", **variables}
    access = place(forge, given, repository="org/kb").access
    assert {key: access.headers[key] for key in header} == header
    assert ("Authorization" in access.headers) == ("Authorization" in header)
    assert not access.address.endswith("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://forge.example",
        "http://127.0.0.1.evil.example",
        "http://localhost@evil.example",
        "https://a b",
        "file:///x",
        "https://x.example/?a",
        "https://[",
        "https://x.example:99999",
        "javascript:1",
        "https://åäö.example",
    ],
)
def test_a_token_goes_to_no_address_that_is_not_protected(address):
    """Nor to one that only looks like this machine."""
    with pytest.raises(ForgeError):
        place("github", {}, address=address, repository="org/kb")


def test_the_descriptions_really_refuse_what_they_do_not_allow():
    """Else the other tests would show nothing."""
    described = description("github")
    _, _, operation = described.find("POST", "/repos/org/kb/issues")
    assert list(described.wrong_in_request(operation, {}, {"title": "x", "labels": ["a"]})) == []
    assert list(described.wrong_in_request(operation, {}, {"title": "x", "lables": ["a"]})) == ["unknown field lables"]
    assert next(described.wrong_in_request(operation, {"x": "1"}, {"title": []})) == "unknown parameter x"
    assert list(described.wrong_in_reply(operation, 201, {"title": "x"}))
    assert list(described.wrong_in_reply(operation, 202, None)) == ["no such status: 202"]
    for name, path in (
        ("gitea", "/repos/o/r/issues"),
        ("gitlab", "/projects/1/issues"),
        ("azure", "/p/_apis/git/repositories/r/pullRequests/1/threads"),
    ):
        _, _, operation = description(name).find("POST", path)
        assert list(description(name).wrong_in_request(operation, {}, {"titel": 1}))
