"""Writes to each person once a week what waits for them, the oldest first, and to nobody who has nothing to do.

Without --send it only shows who would get what. --to smtp reads SMTP_HOST, SMTP_PORT (587), SMTP_TLS (starttls, tls or
none), SMTP_USER, SMTP_PASSWORD and SMTP_FROM from the environment, --to webhook WEBHOOK_URL and WEBHOOK_SECRET. With
--state FILE, which the weekly job keeps, what was sent is not sent again in the same week.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from stafett.cli.common import add_common, as_of, knowledge_base
from stafett.cli.main import Failure, say
from stafett.cli.reminding import reminders_of
from stafett.cli.site_address import add_site_url
from stafett.delivery.folder import write_message
from stafett.delivery.refused import NotDelivered
from stafett.delivery.sent import Sent
from stafett.delivery.smtp import HERE, NONE, SECURITY, STARTTLS, Server, Smtp
from stafett.delivery.webhook import Hook, Webhook, is_hook
from stafett.knowledge_base import KnowledgeBase
from stafett.mail import is_mailbox
from stafett.messages import N_, Words
from stafett.questions.digest import Message, messages, unreached, week_of
from stafett.questions.reminders import Reminders
from stafett.reports import digest_json, digest_report, digest_text
from stafett.reports.digest_letter import Letter, letter
from stafett.reports.digest_mail import mail
from stafett.reports.printable import printable, printable_line

_WAYS = ("smtp", "webhook", "dir")
_NOBODY = "stafett@localhost"
_PORTS = range(1, 65536)
Deliver = Callable[[Message, Letter], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett digest``."""
    add_common(parser)
    parser.add_argument("--to", choices=_WAYS, required=True, help="how the messages go out")
    parser.add_argument("--send", action="store_true", help="do it; without this nothing is sent or written")
    parser.add_argument("--show", action="store_true", help="show each message whole")
    parser.add_argument("--state", metavar="FILE", help="where to remember what was sent this week")
    parser.add_argument("--from", dest="sender", metavar="ADDRESS", type=_mailbox, help="default: SMTP_FROM")
    parser.add_argument("--output", metavar="FOLDER", help="with --to dir: the folder that the files are written to")
    add_site_url(parser)


def _mailbox(text: str) -> str:
    if not is_mailbox(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not one mail address")
    return text


def run(options: argparse.Namespace) -> int:
    """Show who would get what, or send it."""
    base = knowledge_base(options)
    words = Words(base.settings.language)
    if (options.to == "dir") != bool(options.output):
        raise Failure(words(N_("`--to dir` and `--output FOLDER` belong together")))
    found = reminders_of(Path(options.root), base, as_of(options))
    try:
        return _Run(base, words, found, options).run()
    except NotDelivered as error:
        raise Failure(error.said(words)) from error


class _Run:
    """One run of the command."""

    def __init__(self, base: KnowledgeBase, words: Words, found: Reminders, options: argparse.Namespace) -> None:
        self._base, self._words, self._found, self._options = base, words, found, options
        self._site = options.site_url or base.settings.site_url
        self._sent = Sent(Path(options.state) if options.state else None, week_of(found.as_of))
        self._refused: list[str] = []

    def run(self) -> int:
        """Raises NotDelivered where nothing more can be delivered, and Failure where some was not."""
        every = messages(self._base, self._found)
        able = tuple(message for message in every if message.address or self._options.to != "smtp")
        waiting = [message for message in able if message.key(week_of(self._found.as_of)) not in self._sent]
        if self._options.send:
            with self._way() as deliver:
                self._send(waiting, deliver)
        else:
            for message in waiting:
                self._tell(message, N_("Would be told: {who}"))
        lost = unreached(self._found, able)
        say(digest_report.render(self._words, self._found, every, able, lost))
        if not every and not lost:
            say(self._words(N_("There is nothing to tell anybody.")) + "\n")
        say(self._summary(len(waiting), len(able) - len(waiting)))
        if self._refused:
            raise Failure("\n  ".join(self._refused))
        return 1 if lost else 0

    def _send(self, waiting: list[Message], deliver: Deliver) -> None:
        if waiting:
            self._sent.save()  # where it cannot be remembered, nothing is sent
        for message in waiting:
            try:
                deliver(message, self._letter(message))
            except NotDelivered as error:
                if not error.one:
                    raise
                who = printable(digest_report.who(self._words, message))
                self._refused.append(f"{who}: {error.said(self._words)}")
            else:
                self._sent.add(message.key(week_of(self._found.as_of)))
                self._tell(message, N_("Told: {who}"))

    def _tell(self, message: Message, said: str) -> None:
        who, written = digest_report.who(self._words, message), self._letter(message)
        say(self._words(said, who=printable(who)) + f"\n    {printable(written.subject)}\n")
        if self._options.show:
            to = f"{message.address or '–'}\n\n{written.subject}\n\n{digest_text.render(written)}"
            say("\n" + "".join(printable_line(f"    {line}").rstrip() + "\n" for line in to.split("\n")) + "\n")

    def _letter(self, message: Message) -> Letter:
        return letter(self._base, self._found, message, self._site)

    def _summary(self, waiting: int, already: int) -> str:
        words, lines = self._words, []
        if already:
            lines.append(words.plural("{n} was told earlier this week.", "{n} were told earlier this week.", already))
        if waiting and not self._site:
            lines.append(words(N_("The messages have no links: say with `site_url` or --site-url where the site is.")))
        if waiting and not self._options.send:
            lines.append(words(N_("Nothing has been sent or written. Add --send to do it.")))
        elif waiting and not self._options.state and self._options.to != "dir":
            lines.append(words(N_("Without --state FILE, another run this week sends all of it again.")))
        return "".join(f"{line}\n" for line in lines)

    @contextmanager
    def _way(self) -> Iterator[Deliver]:
        """How a message is delivered. Raises Failure where the command line or the environment do not say enough."""
        week, environment = week_of(self._found.as_of), os.environ
        if self._options.to == "smtp":
            sender = self._sender(environment)
            with Smtp(_server(self._words, environment)) as smtp:
                yield lambda message, written: smtp.send(mail(self._found, message, written, sender))
        elif self._options.to == "webhook":
            hook = Webhook(_hook(self._words, environment))
            yield lambda message, written: hook.send(digest_json.body(self._found, message, written), message.key(week))
        else:
            sender, folder = self._sender(environment), Path(self._options.output)

            def write(message: Message, written: Letter) -> None:
                made = mail(self._found, message, written, sender).as_bytes()
                text = f"{written.subject}\n\n{digest_text.render(written)}"
                name = message.address or digest_report.name_of(self._words, message)
                write_message(folder, week, name, message.key(week), made, text)

            yield write

    def _sender(self, environment: Mapping[str, str]) -> str:
        feedback = self._base.settings.feedback
        said = environment.get("SMTP_FROM", "").strip()
        if said and not is_mailbox(said):
            raise Failure(self._words(N_("SMTP_FROM should be one mail address of plain letters, as kb@example.org")))
        given = (
            self._options.sender,
            said,
            environment.get("SMTP_USER"),
            feedback.address if feedback else "",
            _NOBODY if self._options.to == "dir" else "",
        )
        found = next((text for text in given if text and (is_mailbox(text) or text == _NOBODY)), "")
        if not found:
            raise Failure(self._words(N_("say with --from or SMTP_FROM from which mail address the messages come")))
        return found


def _server(words: Words, environment: Mapping[str, str]) -> Server:
    """The mail server that the environment names. Raises Failure."""
    host, user = environment.get("SMTP_HOST", "").strip(), environment.get("SMTP_USER", "")
    port, security = environment.get("SMTP_PORT") or "587", environment.get("SMTP_TLS") or STARTTLS
    if not host:
        raise Failure(words(N_("put the name of the mail server in the environment variable SMTP_HOST")))
    if not (port.isascii() and port.isdigit() and int(port[:6]) in _PORTS):
        raise Failure(words(N_("SMTP_PORT should be a number from 1 to 65535, as 587")))
    if security not in SECURITY:
        raise Failure(words(N_("SMTP_TLS should be one of {choices}"), choices=", ".join(SECURITY)))
    if security == NONE and host not in HERE:
        raise Failure(words(N_("without encryption (SMTP_TLS=none) mails go to this machine only, to localhost")))
    return Server(host, int(port), security, user, environment.get("SMTP_PASSWORD", ""))


def _hook(words: Words, environment: Mapping[str, str]) -> Hook:
    """The webhook that the environment names. Raises Failure, which does not quote it."""
    url = environment.get("WEBHOOK_URL", "").strip()
    if not url:
        raise Failure(words(N_("put the address of the webhook in the environment variable WEBHOOK_URL")))
    if not is_hook(url):
        raise Failure(words(N_("WEBHOOK_URL should be an address with https://, without a user's name in it")))
    return Hook(url, environment.get("WEBHOOK_SECRET", ""))
