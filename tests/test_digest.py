"""One message a person a week: to a real mail server, a real webhook and a folder; what is said, and what is not."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import socket
import ssl
import subprocess
import sys
from email import message_from_bytes, policy
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from conftest import write_files
from stafett.cli.main import main
from stafett.delivery.refused import NotDelivered
from stafett.delivery.smtp import Server
from stafett.delivery.webhook import Hook, Webhook, is_hook, signature

PAGE = "---\ntitle: {title}\nowner: {owner}\ndeputy: {deputy}\nlast_reviewed: {day}\n---\n# A\n\nSome words.\n"
PEOPLE = """\
people:
  - {id: p-1, unit: u, first_day: 2020-01-01, email: anna@x.example, language: en, roles: [{role: clerk}]}
  - {id: p-2, unit: u, first_day: 2020-01-01, email: team@x.example, roles: [{role: boss}]}
  - {id: p-3, unit: u, first_day: 2020-01-01, email: Team@x.example, roles: [{role: helper}]}
  - {id: p-4, unit: u, first_day: 2020-01-01, roles: [{role: silent}]}
  - {id: p-5, unit: u, first_day: 2020-01-01, roles: [{role: office}]}
  - {id: p-6, unit: u, first_day: 2020-01-01, email: steward@x.example, roles: [{role: steward}]}
"""
SETTINGS = """\
language: sv
defaults: {article: {review_in: 1 year}, role: {review_in: never}}
reminders: {stewards: steward}
site_url: https://kb.example/
"""
ROLES = {
    f"docs/roles/{name}.md": f"---\ntitle: {name.title()}\nowner: boss\n{more}---\n# {name}\n"
    for name, more in {
        "clerk": "", "boss": "", "helper": "", "silent": "",
        "office": "contact: office@x.example\n", "steward": "contact: steward@x.example\n",
    }.items()
}  # fmt: skip
AS_OF = ["--as-of", "2026-11-24"]


def page(title="A", owner="clerk", day="2025-11-10", deputy=""):
    """A page that is due a year after its last review."""
    return PAGE.format(title=title, owner=owner, day=day, deputy=deputy).replace("deputy: \n", "")


@pytest.fixture
def root(tmp_path):
    """A knowledge base in which each way of telling somebody occurs."""
    files = {
        "stafett.yml": SETTINGS,
        "people/a.yml": PEOPLE,
        **ROLES,
        "docs/older.md": page("Äldre", day="2025-09-01"),
        "docs/newer.md": page("Newer @here <b>[x](https://evil.example)</b>"),
        "docs/near.md": page("Near", day="2025-12-24"),
        "docs/bosses.md": page("Chefens", owner="boss"),
        "docs/helpers.md": page("Helpers", owner="helper"),
        "docs/silent.md": page("Silent", owner="silent"),
        "docs/office.md": page("Office", owner="office"),
    }
    write_files(tmp_path / "base", files)
    return tmp_path / "base"


class Box:
    """A mail server's handler: keeps mails, refuses some receivers, and hangs up after some mails."""

    def __init__(self, refuse=(), hang_up_after=None):
        self.mails, self.refuse, self.hang_up_after = [], refuse, hang_up_after

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        """Refuse who is not wanted."""
        if address in self.refuse:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        """Keep a mail, or hang up instead."""
        if self.hang_up_after is not None and len(self.mails) >= self.hang_up_after:
            server.transport.abort()
            return "250 never said"
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


class OwnPort(Controller):
    """A mail server on a port that the system gives it, so that nobody else can have taken it meanwhile."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mail_server(monkeypatch):
    """A function that starts a mail server with a handler, and sets the environment to it."""
    started = []

    def start(box, **more):
        controller = OwnPort(box, hostname="127.0.0.1", port=0, ready_timeout=60, **more)
        controller.start()
        started.append(controller)
        for name, value in {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(controller.port),
            "SMTP_TLS": "none",
            "SMTP_FROM": "kb@x.example",
        }.items():
            monkeypatch.setenv(name, value)
        return controller

    yield start
    for controller in started:
        controller.stop()


def digest(root, *words):
    """The exit status of the command."""
    return main(["digest", "-C", str(root), *AS_OF, *words])


def text_of(mail, kind="plain"):
    """What a mail says."""
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n")


def receivers(box):
    """To whom the mails went."""
    return [to for to, _ in box.mails]


EVERYBODY = [["anna@x.example"], ["team@x.example"], ["office@x.example"], ["steward@x.example"]]


def test_a_dry_run_says_who_would_get_what_and_sends_nothing(root, capsys):
    """Also without any mail server; no address stands in what a log would keep."""
    assert digest(root, "--to", "smtp") == 1
    said = capsys.readouterr().out
    assert said == (
        "Skulle få: p-1 (Clerk): 2 sidor, 1 snart\n"
        "    2 pages in the knowledge base wait for you\n"
        "Skulle få: p-2, p-3 (Boss): 2 sidor\n"
        "    2 sidor i kunskapsbasen väntar på dig\n"
        "Skulle få: p-5 (Office): 1 sida\n"
        "    Väntar på dig i kunskapsbasen: Office\n"
        "Skulle få: p-6 (Steward): 1 sida\n"
        "    Väntar på dig i kunskapsbasen: Äldre\n"
        "Går inte att nå: p-4 (Silent): 1 sida. Ge personen en `email`, eller rollen en `contact`.\n"
        "Ingen får veta om 1 sida som behöver något:\n"
        "    docs/silent.md: Skulle ha granskats senast den 10 november, för 2 veckor sedan.\n"
        "Inget har skickats eller skrivits. Lägg till --send för att göra det.\n"
    )


def test_each_mailbox_gets_one_mail_in_its_language(root, mail_server, capsys):
    """Two who share one get one; who has no address gets it at the address of their role."""
    box = Box()
    mail_server(box)
    assert digest(root, "--to", "smtp", "--send") == 1
    assert receivers(box) == EVERYBODY
    mail = box.mails[0][1]
    assert mail["Subject"] == "2 pages in the knowledge base wait for you"
    assert (mail["From"], mail["To"], mail["Reply-To"]) == ("kb@x.example", "anna@x.example", "steward@x.example")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Tue, 24 Nov 2026 06:00:00 +0000"
    assert mail["Message-ID"].startswith("<2026-W48.")
    assert box.mails[1][1]["Content-Language"] == "sv"
    assert "Utan --state FIL" in capsys.readouterr().out


def test_a_mail_says_what_to_do_the_oldest_first_with_links(root, mail_server):
    """In plain text, and the same in HTML that hides nothing and runs nothing."""
    box = Box()
    mail_server(box)
    digest(root, "--to", "smtp", "--send")
    mail = box.mails[0][1]
    text = text_of(mail)
    assert text.index("1. Äldre") < text.index("2. Newer") < text.index("Soon to be reviewed:\n- Near, due 24 December")
    assert "   It should have been reviewed by 1 September, 2 months ago.\n" in text
    assert "   Read it (1 min), mend what is wrong, and vouch for it.\n" in text
    assert "   By now it has also gone to the stewards of the knowledge base.\n" in text
    assert "   Read it: https://kb.example/older/\n" in text
    assert "Tell Steward (steward@x.example), who\nwill find whose it is." in text
    assert max(map(len, text.splitlines())) <= 76
    html = text_of(mail, "html")
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert "<b>" not in html
    assert "&lt;b&gt;[x](https://evil.example)&lt;/b&gt;" in html
    assert '<a href="https://kb.example/older/"><span lang="sv">Äldre</span></a>' in html
    seen = Elements()
    seen.feed(html)
    assert seen.open == []
    assert seen.names <= {"html", "head", "meta", "title", "body", "p", "ol", "li", "strong", "a", "span", "br", "h2",
                          "ul", "hr", "code"}  # fmt: skip


class Elements(HTMLParser):
    """Which elements a document has, and which it leaves open."""

    def __init__(self):
        super().__init__()
        self.open, self.names = [], set()

    def handle_starttag(self, tag, _attrs):
        """One begins."""
        self.names.add(tag)
        if tag not in {"meta", "br", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """One ends: the one that began last."""
        assert self.open.pop() == tag


def test_the_form_is_linked_where_there_is_one(root, mail_server):
    """And the letter says how to vouch in it."""
    settings = root / "stafett.yml"
    settings.write_text(SETTINGS + "form: {to: github, url: https://github.com/org/kb}\n", encoding="utf-8")
    box = Box()
    mail_server(box)
    digest(root, "--to", "smtp", "--send")
    text = text_of(box.mails[0][1])
    assert "   Review it: https://kb.example/redigera/#/collections/docs/entries/older\n" in text
    assert "open it in the form" in text


def test_what_was_sent_is_not_sent_again_in_the_same_week(root, mail_server, tmp_path, capsys):
    """And is in the next; the file that remembers it names nobody."""
    box, state = Box(), tmp_path / "cache" / "sent.json"
    mail_server(box)
    for day, mails in (("2026-11-24", 4), ("2026-11-29", 4), ("2026-11-30", 8)):
        main(["digest", "-C", str(root), "--as-of", day, "--to", "smtp", "--send", "--state", str(state)])
        assert len(box.mails) == mails
    assert "4 har redan fått sina meddelanden den här veckan." in capsys.readouterr().out
    assert "@" not in state.read_text(encoding="utf-8")
    assert "p-1" not in state.read_text(encoding="utf-8")
    assert json.loads(state.read_text(encoding="utf-8"))["week"] == "2026-W49"


def test_a_run_that_died_in_the_middle_is_taken_up_where_it_ended(root, mail_server, tmp_path, capsys):
    """The server hangs up after two mails; the next run sends only the rest, each with the id that it had."""
    broken, whole, state = Box(hang_up_after=2), Box(), tmp_path / "sent.json"
    mail_server(broken)
    assert digest(root, "--to", "smtp", "--send", "--state", str(state)) == 2
    assert "bröts" in capsys.readouterr().err
    mail_server(whole)
    assert digest(root, "--to", "smtp", "--send", "--state", str(state)) == 1
    assert receivers(broken) + receivers(whole) == EVERYBODY
    again = Box()
    mail_server(again)
    digest(root, "--to", "smtp", "--send")
    assert [m["Message-ID"] for _, m in again.mails] == [m["Message-ID"] for _, m in broken.mails + whole.mails]
    assert [m.as_bytes() for _, m in again.mails] == [m.as_bytes() for _, m in broken.mails + whole.mails]


def test_a_run_that_is_killed_is_taken_up_where_it_ended(root, mail_server, tmp_path):
    """The process itself dies while the server has the third mail in hand."""
    state, reached = tmp_path / "sent.json", Event()

    class Slow(Box):
        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            if len(self.mails) < 2:
                return await super().handle_DATA(server, session, envelope)
            reached.set()
            await asyncio.sleep(60)
            return "250 never said"

    slow, whole = Slow(), Box()
    mail_server(slow)
    command = [sys.executable, "-m", "stafett", "digest", "-C", str(root), *AS_OF, "--to", "smtp", "--send"]
    with subprocess.Popen([*command, "--state", str(state)], stdout=subprocess.DEVNULL) as process:
        assert reached.wait(60)
        process.kill()
    mail_server(whole)
    assert digest(root, "--to", "smtp", "--send", "--state", str(state)) == 1
    assert receivers(slow) + receivers(whole) == EVERYBODY


def test_one_receiver_who_is_refused_stops_nobody_else(root, mail_server, tmp_path, capsys):
    """It is told, the command fails, and the next run tries that one again."""
    box, state = Box(refuse={"team@x.example"}), tmp_path / "sent.json"
    mail_server(box)
    assert digest(root, "--to", "smtp", "--send", "--state", str(state)) == 2
    assert receivers(box) == [to for to in EVERYBODY if to != ["team@x.example"]]
    error = capsys.readouterr().err
    assert "p-2, p-3 (Boss): 2 sidor: e-postservern tar inte emot för mottagaren: 550 5.1.1 no such mailbox" in error
    mail_server(good := Box())
    assert digest(root, "--to", "smtp", "--send", "--state", str(state)) == 1
    assert receivers(good) == [["team@x.example"]]


def test_a_server_that_hangs_up_between_mails_is_called_again(root, mail_server):
    """As servers do that take so many mails a connection."""

    class Leaves(Box):
        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            answer = await super().handle_DATA(server, session, envelope)
            server.transport.write(b"250 OK\r\n")
            server.transport.close()
            return answer

    box = Leaves()
    mail_server(box)
    digest(root, "--to", "smtp", "--send")
    assert sorted(map(str, receivers(box))) == sorted(map(str, EVERYBODY))


def test_a_password_goes_nowhere_unencrypted_and_is_never_shown(root, mail_server, monkeypatch, capsys):
    """Without encryption only this machine is spoken to; a refusal that quotes the password is not repeated."""
    monkeypatch.setenv("SMTP_HOST", "mail.x.example")
    monkeypatch.setenv("SMTP_TLS", "none")
    monkeypatch.setenv("SMTP_FROM", "kb@x.example")
    assert digest(root, "--to", "smtp", "--send") == 2
    assert "SMTP_TLS=none" in capsys.readouterr().err
    mail_server(Box(), auth_require_tls=False, authenticator=lambda *_: AuthResult(
        success=False, handled=False, message="535 wrong password s3cret!")
    )  # fmt: skip
    monkeypatch.setenv("SMTP_USER", "kb")
    monkeypatch.setenv("SMTP_PASSWORD", "s3cret!")
    assert digest(root, "--to", "smtp", "--send") == 2
    out, error = capsys.readouterr()
    assert "SMTP_PASSWORD" in error
    assert "s3cret" not in out + error
    assert "s3cret" not in repr(Server("h", 1, password="s3cret"))  # noqa: S106


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_PASSWORD", "s3krét"),
        ("SMTP_USER", "åsa"),
        ("SMTP_HOST", "mail..example"),
        ("SMTP_FROM", "åsa@x.example"),
    ],
)
def test_what_no_server_takes_is_told_in_words(root, mail_server, monkeypatch, capsys, name, value):
    """A password with an å, a host without a name, and a sender that would be left for another one in silence."""
    mail_server(box := Box())
    monkeypatch.setenv("SMTP_USER", "kb")
    if name == "SMTP_HOST":
        monkeypatch.setenv("SMTP_TLS", "starttls")
    monkeypatch.setenv(name, value)
    assert digest(root, "--to", "smtp", "--send") == 2
    out, error = capsys.readouterr()
    assert (value if name == "SMTP_HOST" else name) in error
    assert "s3kr" not in out + error
    assert box.mails == []


def test_a_server_that_asks_for_the_password_in_a_way_of_its_own_is_told(root, mail_server, monkeypatch, capsys):
    """What it asks with cannot be decoded."""

    class Odd(Box):
        async def auth_PLAIN(self, server, _words):  # noqa: N802
            await server.push("334 bad!!")
            return AuthResult(success=False)

    mail_server(Odd(), auth_require_tls=False, authenticator=lambda *_: AuthResult(success=False))
    monkeypatch.setenv("SMTP_USER", "kb")
    monkeypatch.setenv("SMTP_PASSWORD", "s3cret")
    assert digest(root, "--to", "smtp", "--send") == 2
    assert "s3cret" not in "".join(capsys.readouterr())


def test_a_server_without_encryption_gets_nothing(root, mail_server, monkeypatch, capsys):
    """Encryption is asked for by default, and not given up where it is not offered."""
    box = Box()
    mail_server(box)
    monkeypatch.setenv("SMTP_TLS", "starttls")
    assert digest(root, "--to", "smtp", "--send") == 2
    assert "ingen kryptering" in capsys.readouterr().err
    assert box.mails == []


def test_a_certificate_of_ones_own_is_trusted_where_it_is_named(root, mail_server, monkeypatch, tmp_path, capsys):
    """STARTTLS with a certificate that nobody knows is refused, and with its authority known goes through."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl is not here to make a certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    box = Box()
    mail_server(box, tls_context=context)
    monkeypatch.setenv("SMTP_HOST", "localhost")
    monkeypatch.setenv("SMTP_TLS", "starttls")
    assert digest(root, "--to", "smtp", "--send") == 2
    assert "SSL_CERT_FILE" in capsys.readouterr().err
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert digest(root, "--to", "smtp", "--send") == 1
    assert receivers(box) == EVERYBODY


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        (["--to", "smtp", "--send"], {}, "SMTP_FROM"),
        (["--to", "smtp", "--send"], {"SMTP_FROM": "kb@x.example"}, "SMTP_HOST"),
        (["--to", "smtp", "--send"], {"SMTP_FROM": "kb@x.example", "SMTP_HOST": "h", "SMTP_PORT": "x"}, "SMTP_PORT"),
        (["--to", "smtp", "--send"], {"SMTP_FROM": "kb@x.example", "SMTP_HOST": "h", "SMTP_TLS": "x"}, "SMTP_TLS"),
        (["--to", "webhook", "--send"], {}, "WEBHOOK_URL"),
        (["--to", "webhook", "--send"], {"WEBHOOK_URL": "http://chat.example/s3cret"}, "https://"),
        (["--to", "dir", "--send"], {}, "--output"),
        (["--to", "smtp", "--from", "a@x.example,b@x.example"], {}, "mail address"),
    ],
)
def test_what_is_missing_is_told(root, monkeypatch, capsys, words, environment, said):
    """Before anything is sent, and without quoting what may be a secret."""
    for name in ("SMTP_HOST", "SMTP_PORT", "SMTP_TLS", "SMTP_USER", "SMTP_FROM", "WEBHOOK_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert digest(root, *words) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "s3cret" not in error


def test_a_state_that_cannot_be_read_stops_everything(root, mail_server, tmp_path, capsys):
    """Rather than send it all again."""
    box, state = Box(), tmp_path / "sent.json"
    mail_server(box)
    state.write_text("[half", encoding="utf-8")
    assert digest(root, "--to", "smtp", "--send", "--state", str(state)) == 2
    assert str(state) in capsys.readouterr().err
    assert box.mails == []


class Receiver(BaseHTTPRequestHandler):
    """A webhook: keeps what is posted, and answers as it is told."""

    def do_POST(self):
        """Take a message."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, dict(self.headers), body))
        status = self.server.answers.pop(0) if self.server.answers else 200
        self.send_response(status)
        if status == 302:
            self.send_header("Location", self.server.elsewhere)
        if status == 429:
            self.send_header("Retry-After", "7")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def webhook():
    """A webhook that is there."""
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.posts, server.answers = [], []
    server.elsewhere = server.url = f"http://127.0.0.1:{server.server_port}/hook/t0ken"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_webhook_gets_signed_messages_as_text_and_as_data(root, webhook, monkeypatch, capsys):
    """One for each who is told, also without a mail address; the text calls nobody and links nowhere."""
    monkeypatch.setenv("WEBHOOK_URL", webhook.url)
    monkeypatch.setenv("WEBHOOK_SECRET", "s3cret")
    assert digest(root, "--to", "webhook", "--send") == 0
    assert len(webhook.posts) == 5
    path, headers, body = webhook.posts[0]
    content = json.loads(body)
    assert path == "/hook/t0ken"
    expected = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert headers["X-Stafett-Signature"] == f"sha256={expected}" == signature("s3cret", body)
    assert headers["Idempotency-Key"] == content["id"]
    assert content["week"] == "2026-W48"
    assert content["recipient"] == {
        "email": "anna@x.example",
        "people": [{"id": "p-1", "account": None}],
        "role": "roles/clerk",
        "language": "en",
    }
    assert [(task["page"], task["need"], task["capacity"], task["since"]) for task in content["tasks"]] == [
        ("older", "review", "owner", "2026-09-01"),
        ("newer", "review", "owner", "2026-11-10"),
    ]
    assert content["tasks"][0]["url"] == "https://kb.example/older/"
    assert [near["page"] for near in content["soon"]] == ["near"]
    assert "@here" not in content["text"]
    assert not set("<>[]") & set(content["text"])
    out, error = capsys.readouterr()
    assert "t0ken" not in out + error


def test_a_webhook_that_is_busy_is_asked_again(webhook):
    """As long as it asks for, and not for ever; with the same key, so that it can tell."""
    webhook.answers = [500, 429, 200]
    waits = []
    Webhook(Hook(webhook.url), waits.append).send(b"{}", "key")
    assert waits == [1.0, 7.0]
    assert [headers["Idempotency-Key"] for _, headers, _ in webhook.posts] == ["key"] * 3
    webhook.answers = [503] * 9
    with pytest.raises(NotDelivered) as caught:
        Webhook(Hook(webhook.url), waits.append).send(b"{}", "key")
    assert not caught.value.one
    assert len(webhook.posts) == 7


def test_a_webhook_that_sends_elsewhere_is_not_followed(root, webhook, monkeypatch, capsys):
    """What is posted is meant for one receiver, and its address is not shown."""
    webhook.answers = [302]
    monkeypatch.setenv("WEBHOOK_URL", webhook.url)
    assert digest(root, "--to", "webhook", "--send") == 2
    assert len(webhook.posts) == 1
    error = capsys.readouterr().err
    assert "302" in error
    assert "t0ken" not in error


def test_a_message_that_a_webhook_refuses_stops_no_other(root, webhook, monkeypatch):
    """Each other one goes out."""
    webhook.answers = [422]
    monkeypatch.setenv("WEBHOOK_URL", webhook.url)
    assert digest(root, "--to", "webhook", "--send") == 2
    assert len(webhook.posts) == 5


def test_nobody_at_the_other_end_is_told(monkeypatch):
    """Without the address."""
    waits = []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        hook = Hook(f"http://127.0.0.1:{taken.getsockname()[1]}/t0ken")
        with pytest.raises(NotDelivered) as caught:
            Webhook(hook, waits.append).send(b"{}", "key")
    assert waits == [1.0, 2.0, 4.0]
    assert "t0ken" not in str(caught.value.values)
    assert "t0ken" not in repr(Hook("https://x.example/t0ken"))


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://chat.example/hooks/1", True),
        ("http://localhost:8080/", True),
        ("http://chat.example/hooks/1", False),
        ("http://localhost.evil.example/", False),
        ("https://user:pw@chat.example/", False),
        ("https:///nothing", False),
        ("https://chat.example:99999/", False),
        ("https://chat.example/a b", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_encrypted_webhooks_are_posted_to(url, good):
    """Or such as are on this machine."""
    assert is_hook(url) is good


def test_a_webhook_at_a_host_that_can_have_no_such_name_is_told():
    """Not even asked for."""
    with pytest.raises(NotDelivered):
        Webhook(Hook("https://chat..example/t0ken"), lambda _: None).send(b"{}", "key")


def test_a_roles_name_brings_no_control_characters_into_a_letter(root, tmp_path):
    """Which a terminal would obey, or which turn what follows around."""
    write_files(root, {"docs/roles/steward.md": '---\ntitle: "Steward\\e[31m\\u202eevil"\ncontact: s@x.example\n---\n'})
    out = tmp_path / "out"
    digest(root, "--to", "dir", "--output", str(out), "--send")
    text = "".join(path.read_text(encoding="utf-8") for path in out.glob("*.txt"))
    assert "Steward [31m evil" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_messages_can_be_written_as_files(root, tmp_path):
    """A mail for mail programs and its text for each; the same files, however often it is done."""
    out = tmp_path / "out"
    for _ in range(2):
        assert digest(root, "--to", "dir", "--output", str(out), "--send") == 0
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 10
    assert all(name.startswith("2026-W48-") for name in names)
    (text,) = out.glob("*anna*.txt")
    assert text.read_text(encoding="utf-8").startswith("2 pages in the knowledge base wait for you\n\nHello!\n")
    mail = message_from_bytes(text.with_suffix(".eml").read_bytes(), policy=policy.default)
    assert mail["To"] == "anna@x.example"
    (unknown,) = out.glob("*p-4*.eml")
    assert message_from_bytes(unknown.read_bytes(), policy=policy.default)["To"] is None


def test_without_send_no_file_is_written(root, tmp_path):
    """--show shows what would stand in it."""
    assert digest(root, "--to", "dir", "--output", str(tmp_path / "out"), "--show") == 0
    assert not (tmp_path / "out").exists()


def test_nothing_to_say_is_not_sent(root, mail_server, capsys):
    """Not even to say so."""
    for path in (root / "docs").glob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("last_reviewed: 2025", "last_reviewed: 2026"), "utf-8")
    box = Box()
    mail_server(box)
    assert digest(root, "--to", "smtp", "--send") == 0
    assert box.mails == []
    assert capsys.readouterr().out == "Det finns inget att berätta för någon.\n"


def test_a_title_steers_no_mail(root, mail_server):
    """Line breaks and other signs in it stay out of the headers, and long ones are cut."""
    for path in (root / "docs").glob("*.md"):
        path.unlink()
    title = '"A\\r\\nBcc: evil@x.example\\u2028' + "x" * 500 + '"'
    write_files(root, {"docs/a.md": page(title)})
    box = Box()
    mail_server(box)
    assert digest(root, "--to", "smtp", "--send") == 0
    ((to, mail),) = box.mails
    assert to == ["anna@x.example"]
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("Waits for you in the knowledge base: A Bcc: evil@x.example")
    assert len(mail["Subject"]) < 250


def test_who_has_much_to_do_gets_the_oldest_and_a_link_to_the_rest(root, mail_server):
    """Twenty at a time are enough to begin with."""
    write_files(root, {f"docs/many-{n:02}.md": page(f"Many {n}") for n in range(30)})
    box = Box()
    mail_server(box)
    digest(root, "--to", "smtp", "--send")
    text = text_of(box.mails[0][1])
    assert "20. Many" in text
    assert "21." not in text
    assert "12 more pages are waiting.\nhttps://kb.example/granskning/\n" in text


def test_no_stewards_are_told_of(root, capsys):
    """Where something should go to them."""
    settings = root / "stafett.yml"
    settings.write_text(SETTINGS.replace("steward}", "nobody}"), encoding="utf-8")
    digest(root, "--to", "smtp")
    assert "`reminders: stewards` anger nobody, och ingen är det i dag." in capsys.readouterr().out
    settings.write_text(SETTINGS.replace("stewards: steward", ""), encoding="utf-8")
    digest(root, "--to", "smtp")
    assert "inställningarna anger ingen" in capsys.readouterr().out


def test_a_foreign_base_is_told_in_its_own_words(root, mail_server, capsys):
    """Fields are called what its pages call them; who is only text has a mailbox or is said to have none."""
    for path in (root / "docs").rglob("*.md"):
        path.unlink()
    more = "owners: any\nfields: {last_reviewed: last_reviewed_on}\n"
    (root / "stafett.yml").write_text(SETTINGS.replace("sv", "en") + more, encoding="utf-8")
    lines = "---\ntitle: {0}\nowner: '{1}'\nlast_reviewed_on: 2025-11-10\n---\n# A\n"
    write_files(root, {"docs/a.md": lines.format("A", "team@x.example"), "docs/b.md": lines.format("B", "#team")})
    box = Box()
    mail_server(box)
    assert digest(root, "--to", "smtp", "--send") == 1
    ((to, mail),) = box.mails
    assert to == ["team@x.example"]
    assert "set `last_reviewed_on` to today" in text_of(mail)
    said = capsys.readouterr().out
    assert "Cannot be written to: #team: 1 page." in said
    assert "docs/b.md: It should have been reviewed by 10 November" in said
    assert "nothing to tell" not in said
