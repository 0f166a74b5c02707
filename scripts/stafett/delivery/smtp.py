"""Hands mails to a mail server: encrypted, one after the other, over a new connection where the old one broke."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Self

from stafett.delivery.refused import NotDelivered
from stafett.messages import N_
from stafett.reports.printable import printable

STARTTLS, TLS, NONE = "starttls", "tls", "none"
SECURITY = (STARTTLS, TLS, NONE)
HERE = frozenset(("localhost", "127.0.0.1", "::1"))
"""Hosts that are this machine, to which nothing need be encrypted."""
SECONDS = 30
_LONGEST_QUOTE = 200
_OK = 250


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, and with whose name and password it is spoken to; neither where it asks for none."""

    host: str
    port: int
    security: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)


class Smtp:
    """A connection to a mail server, which is opened with the first mail. Use it in a ``with`` statement."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def send(self, mail: EmailMessage) -> None:
        """Hand over ``mail``. Raises NotDelivered; ``one`` where the server goes on taking others."""
        try:
            self._open().send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            self._reset()
            raise self._refused(N_("the mail server refuses the receiver: {said}"), code, said, one=True) from refused
        except smtplib.SMTPSenderRefused as refused:
            message = N_("the mail server refuses the sender: {said}. Give another with --from")
            raise self._refused(message, refused.smtp_code, refused.smtp_error) from refused
        except smtplib.SMTPDataError as refused:
            self._reset()
            message = N_("the mail server refuses the mail: {said}")
            raise self._refused(message, refused.smtp_code, refused.smtp_error, one=True) from refused
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            message = N_("the connection to the mail server {host} broke ({said})")
            raise NotDelivered(message, host=self._server.host, said=self._hide(str(error))) from error

    def _open(self) -> smtplib.SMTP:
        """The connection, a new one where the server has closed the old one. Raises NotDelivered.

        A mail is never handed over twice: whether the connection still is there is asked before, not tried by it.
        """
        if self._connection is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                if self._connection.noop()[0] == _OK:
                    return self._connection
            self._close()
        server = self._server
        context = ssl.create_default_context()
        try:
            connection = (
                smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
                if server.security == TLS
                else smtplib.SMTP(server.host, server.port, timeout=SECONDS)
            )
        except ssl.SSLCertVerificationError as error:
            raise self._distrusted(error) from error
        except (OSError, smtplib.SMTPException, UnicodeError) as error:  # of no such name can a host be
            message = N_("the mail server {host}, port {port}, does not answer ({said})")
            raise NotDelivered(message, host=server.host, port=server.port, said=self._hide(str(error))) from error
        self._connection = connection
        self._greet(connection, context)
        return connection

    def _greet(self, connection: smtplib.SMTP, context: ssl.SSLContext) -> None:
        if not (self._server.user + self._server.password).isascii():
            self._close()
            message = N_(
                "SMTP_USER and SMTP_PASSWORD may hold no other letters than a to z (ASCII); choose such a password"
            )
            raise NotDelivered(message)
        try:
            if self._server.security == STARTTLS:
                connection.starttls(context=context)
            if self._server.user:
                connection.login(self._server.user, self._server.password)
        except smtplib.SMTPNotSupportedError as error:
            self._close()
            message = N_("the mail server {host} offers no encryption, or no login, and nothing was sent ({said})")
            raise NotDelivered(message, host=self._server.host, said=self._hide(str(error))) from error
        except ssl.SSLCertVerificationError as error:
            self._close()
            raise self._distrusted(error) from error
        except smtplib.SMTPAuthenticationError as error:
            self._close()
            message = N_("the mail server does not accept SMTP_USER and SMTP_PASSWORD ({said})")
            raise self._refused(message, error.smtp_code, error.smtp_error) from error
        except ValueError as error:  # what it asks with is no Base64
            message = N_("the mail server {host} cannot be logged in to ({said})")
            self._close()
            raise NotDelivered(message, host=self._server.host, said=self._hide(str(error))) from error

    def _distrusted(self, error: ssl.SSLCertVerificationError) -> NotDelivered:
        message = N_(
            "the mail server {host} shows a certificate that nobody vouches for here ({said}). If it is your own, name "
            "the file of its authority in the variable SSL_CERT_FILE"
        )
        return NotDelivered(message, host=self._server.host, said=self._hide(error.verify_message))

    def _reset(self) -> None:
        """Begin anew on the same connection; where that cannot be done, a new one is opened for the next mail."""
        try:
            if self._connection is not None:
                self._connection.rset()
        except (smtplib.SMTPException, OSError):
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._connection.quit()
            self._connection.close()
            self._connection = None

    def _refused(self, message: str, code: int, said: bytes | str, *, one: bool = False) -> NotDelivered:
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return NotDelivered(message, one=one, said=self._hide(f"{code} {text}"))

    def _hide(self, text: str) -> str:
        """What the server says, on one line, and never the password."""
        if self._server.password:
            text = text.replace(self._server.password, "***")
        return printable(" ".join(text.split()))[:_LONGEST_QUOTE]
