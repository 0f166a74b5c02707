"""A digest as a mail: plain text, and the same as HTML (RFC 5322, multipart/alternative).

The same message has the same ``Message-ID`` and the same bytes however often it is made, so that mail programs show it
once where it was sent twice. It says that a machine sent it (``Auto-Submitted``, RFC 3834), so that nobody's absence is
answered to it.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.policy import SMTP

from stafett.questions.digest import Message, week_of
from stafett.questions.reminders import Reminders
from stafett.questions.whom_to_ask import contact_of
from stafett.reports import digest_html, digest_text
from stafett.reports.digest_letter import Letter

_MORNING = time(6, tzinfo=UTC)


def mail(found: Reminders, message: Message, written: Letter, sender: str) -> EmailMessage:
    """The mail that says ``written``; from ``sender``, which is one mail address. Answers go to the stewards.

    Without ``To`` where nobody knows an address.
    """
    week, domain = week_of(found.as_of), sender.rpartition("@")[2] or "localhost"
    key = message.key(week)
    made = EmailMessage(policy=SMTP)
    made["From"] = sender
    if message.address:
        made["To"] = message.address
    answers = contact_of(found.stewards.role)
    if answers:
        made["Reply-To"] = answers
    made["Subject"] = written.subject
    made["Date"] = datetime.combine(found.as_of, _MORNING)
    made["Message-ID"] = f"<{week}.{key}@{domain}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made["List-Id"] = f"<stafett-digest.{domain}>"
    made.set_content(digest_text.render(written), cte="quoted-printable")
    made.add_alternative(digest_html.render(written), subtype="html", cte="quoted-printable")
    made["Content-Language"] = written.language
    made.set_boundary(f"stafett-{key}")
    return made
