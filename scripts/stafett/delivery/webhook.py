"""Posts messages to a webhook: signed, over HTTPS, to that address and no other, and again where that may help.

Each request carries the message's key as ``Idempotency-Key``, so that a receiver can tell one that comes twice.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from stafett.delivery.refused import NotDelivered
from stafett.delivery.smtp import HERE
from stafett.messages import N_
from stafett.no_redirects import StayHere

SECONDS = 30
TRIES = 4
SIGNATURE = "X-Stafett-Signature"
_LONGEST_WAIT = 60
_TOO_MANY = 429
_WRONG = frozenset((400, 413, 422))  # this message will not do; another may


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook's address, which is often a secret itself, and the secret by which its messages are signed, or none."""

    url: str = field(repr=False)
    secret: str = field(default="", repr=False)


def is_hook(url: str) -> bool:
    """Whether messages may be posted to ``url``: HTTPS, or this machine itself, and nobody's name in it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    plain = url.isprintable() and url.isascii() and " " not in url and "@" not in parts.netloc
    return plain and bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in HERE))


def signature(secret: str, body: bytes) -> str:
    """What the header ``X-Stafett-Signature`` says: the HMAC-SHA256 of the body, as GitHub's webhooks have it."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


class Webhook:
    """Posts to one webhook; ``pause`` waits for a number of seconds."""

    def __init__(self, hook: Hook, pause: Callable[[float], object] = time.sleep) -> None:
        self._hook, self._pause = hook, pause
        self._host = urlsplit(hook.url).hostname or ""
        proxies = urllib.request.ProxyHandler({} if self._host in HERE else None)
        https = urllib.request.HTTPSHandler(context=ssl.create_default_context())
        self._opener = urllib.request.build_opener(proxies, https, StayHere)

    def send(self, body: bytes, key: str) -> None:
        """Post ``body``. Raises NotDelivered; ``one`` where the receiver refuses this message alone."""
        for attempt in range(1, TRIES + 1):
            status, wait, why = self._post(body, key)
            if 200 <= status < 300:  # noqa: PLR2004
                return
            passing = status in {0, _TOO_MANY} or status >= 500  # noqa: PLR2004
            if not passing or attempt == TRIES:
                raise self._refused(status, why)
            self._pause(min(2.0 ** (attempt - 1) if wait is None else wait, _LONGEST_WAIT))

    def _post(self, body: bytes, key: str) -> tuple[int, float | None, str]:
        """The status of the reply (0: there was none), how long the receiver asks us to wait, and what went wrong."""
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "stafett", "Idempotency-Key": key}
        if self._hook.secret:
            headers[SIGNATURE] = signature(self._hook.secret, body)
        request = urllib.request.Request(self._hook.url, body, headers, method="POST")  # noqa: S310 (see is_hook)
        try:
            with self._opener.open(request, timeout=SECONDS) as reply:
                return reply.status, None, ""
        except urllib.error.HTTPError as reply:
            with reply:
                after = reply.headers.get("Retry-After", "")
                return reply.code, float(after[:6]) if after.isdecimal() else None, ""
        except (OSError, http.client.HTTPException, UnicodeError) as error:  # the last: of no such name can a host be
            # Only the kind of error is told: its words may quote the address.
            reason = getattr(error, "reason", error)
            return 0, None, getattr(reason, "strerror", None) or type(reason).__name__

    def _refused(self, status: int, why: str) -> NotDelivered:
        if not status:
            return NotDelivered(N_("the webhook at {host} does not answer ({said})"), host=self._host, said=why)
        if 300 <= status < 400:  # noqa: PLR2004
            message = N_("the webhook at {host} answers from another address ({status}), which is not followed")
            return NotDelivered(message, host=self._host, status=status)
        message = N_("the webhook at {host} does not take the message ({status})")
        return NotDelivered(message, one=status in _WRONG, host=self._host, status=status)
