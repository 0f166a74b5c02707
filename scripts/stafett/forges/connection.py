"""Asks a forge over HTTP: JSON there and back, bounded in size, time and patience.

The token goes to the forge's own host and nowhere else: no redirect to another host is followed, certificates are
verified, and no message quotes it. A request is sent again only where that cannot do a thing twice: where the method
says what shall be (GET, PUT, PATCH), or where the forge has said that it did nothing (too many requests).
"""

from __future__ import annotations

import http.client
import json
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

from stafett.forges.errors import ForgeError
from stafett.messages import N_
from stafett.no_redirects import StayHere
from stafett.reports.printable import printable

SECONDS = 30
"""How long the forge may be silent."""
MOST_BYTES = 32 * 1024 * 1024
MOST_PAGES = 200
_TRIES = 4
_LONGEST_WAIT = 120  # seconds at a time that we wait because the forge asks us to
_PATIENCE = 600  # seconds in all
_REPEATABLE = frozenset({"GET", "PUT", "PATCH"})
_PASSING = frozenset({500, 502, 503, 504})
_TOO_MANY = 429
_LONGEST_QUOTE = 300


class Reply(NamedTuple):
    """What the forge answered; header names are in lower case, ``value`` is the JSON, None where there is none."""

    status: int
    headers: Mapping[str, str]
    value: object


@dataclass(frozen=True, slots=True)
class Access:
    """How a forge is reached: the address of its interface, the header that carries the token, and what to say.

    ``token`` is never shown; ``variables`` names the environment variables that may hold it, and ``rights`` what it
    must be allowed to, as a message id.
    """

    address: str
    headers: Mapping[str, str] = field(repr=False)
    token: str = field(default="", repr=False)
    variables: tuple[str, ...] = ()
    rights: str = ""


def _way(address: str) -> urllib.request.BaseHandler:
    """Over https with certificates verified; what is on this machine itself is asked directly, and by no proxy."""
    if address.startswith("https:"):
        return urllib.request.HTTPSHandler(context=ssl.create_default_context())
    return urllib.request.ProxyHandler({})


class Connection:
    """Requests to one forge. ``pause`` waits for a number of seconds."""

    def __init__(self, access: Access, pause: Callable[[float], object] = time.sleep) -> None:
        self._access, self._pause, self._patience = access, pause, float(_PATIENCE)
        self._opener = urllib.request.build_opener(StayHere, _way(access.address))

    def get(self, path: str, **query: str | int) -> Reply:
        """What is at ``path``, below the address of the interface."""
        return self.ask("GET", path + (f"?{urlencode(query)}" if query else ""))

    def send(self, method: str, path: str, value: object) -> dict[str, object]:
        """Send ``value`` as JSON; the object that comes back."""
        return an_object(self.ask(method, path, value).value)

    def listed(
        self, path: str, size: int, size_name: str = "per_page", **query: str | int
    ) -> Iterator[dict[str, object]]:
        """Every object in a list that comes in pages of ``size``. Raises ForgeError where the list has no end.

        Pages are counted, and no address that a reply gives is followed: behind a proxy it may be one of another host.
        """
        seen = 0
        for number in range(1, MOST_PAGES + 1):
            reply = self.get(path, **query, **{size_name: size, "page": number})
            if not isinstance(reply.value, list):
                raise _no_sense()
            yield from map(an_object, reply.value)
            seen += len(reply.value)
            if not reply.value or not _goes_on(reply, size, seen):
                return
        raise ForgeError(N_("the forge lists more than {n} pages of them; close or relabel old ones"), n=MOST_PAGES)

    def ask(self, method: str, path: str, value: object = None) -> Reply:
        """Send a request, again where that is safe and there is hope. Raises ForgeError unless it succeeds (2xx)."""
        for attempt in range(1, _TRIES + 1):
            last = attempt == _TRIES
            try:
                reply = self._follow(method, path, value)
            except (OSError, http.client.HTTPException, UnicodeError) as error:  # the last: no host can be called so
                if last or method not in _REPEATABLE or _is_distrust(error) or isinstance(error, UnicodeError):
                    raise self._unreachable(method, error) from None
                self._wait(2.0 ** (attempt - 1))
                continue
            if 200 <= reply.status < 300:  # noqa: PLR2004
                return reply
            wait = _asked_wait(reply)
            if _is_limit(reply) and not last:
                self._wait(60.0 if wait is None else wait)
            elif reply.status in _PASSING and method in _REPEATABLE and not last:
                self._wait(2.0 ** (attempt - 1) if wait is None else wait)
            else:
                raise self._refused(reply)
        raise AssertionError  # the last attempt has returned or raised

    def _follow(self, method: str, path: str, value: object) -> Reply:
        """Send a request once; where only the address has moved within the same host, read from there."""
        address = self._access.address + path
        for _ in range(3):
            reply = self._once(method, address, value)
            target = urljoin(address, reply.headers.get("location", ""))
            if not 300 <= reply.status < 400 or method != "GET" or _origin(target) != _origin(address):  # noqa: PLR2004
                return reply
            address = target
        return reply

    def _once(self, method: str, address: str, value: object) -> Reply:
        data = None if value is None else json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Accept": "application/json", "User-Agent": "stafett", **self._access.headers}
        if data is not None:
            headers["Content-Type"] = "application/json"
        # The scheme was judged when the address was read (see `places`).
        request = urllib.request.Request(address, data, headers, method=method)  # noqa: S310
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return _reply(answer)
        except urllib.error.HTTPError as answer:
            with answer:
                return _reply(answer)

    def _wait(self, seconds: float) -> None:
        if seconds > min(_LONGEST_WAIT, self._patience):
            raise ForgeError(
                N_("the forge takes no more requests for {n} seconds; run this again then"),
                status=_TOO_MANY,
                n=round(seconds),
            )
        self._patience -= seconds
        self._pause(seconds)

    def _refused(self, reply: Reply) -> ForgeError:
        host, said, status = _origin(self._access.address), self._quote(reply.value), reply.status
        said = f"{status} {said}".strip()
        names = " / ".join(self._access.variables)
        if status in {401, 403, 404} and not self._access.token:
            return ForgeError(_NO_TOKEN, host=host, variables=names, status=status, rights=self._access.rights)
        if status == 401:  # noqa: PLR2004
            message = N_("{host} does not accept the token ({said}). Put a valid one in the variable {variables}")
            return ForgeError(message, host=host, said=said, variables=names, status=status)
        if _is_limit(reply):
            message = N_("{host} takes no more requests for now ({said}). Run this again later")
            return ForgeError(message, host=host, said=said, status=_TOO_MANY)
        if 300 <= status < 400:  # noqa: PLR2004
            message = N_("{host} answers from another address ({said}). Name the repository as it is called now")
            return ForgeError(message, host=host, said=said, status=status)
        message = _MEANINGS.get(status, N_("{host} could not do it ({said}). Run this again later"))
        one = status in {400, 409, 413, 422}
        return ForgeError(message, host=host, said=said, status=status, rights=self._access.rights, one=one)

    def _unreachable(self, method: str, error: Exception) -> ForgeError:
        message = N_("no answer from {host} ({reason})")
        if _is_distrust(error):
            message = N_(
                "{host} shows a certificate that nobody vouches for here ({reason}). If it is your own, name the file "
                "of its authority in the variable SSL_CERT_FILE"
            )
        elif method not in _REPEATABLE:
            message = N_(
                "no answer from {host} ({reason}), and nobody knows whether it took what was sent. Run this again: "
                "what is there already is found"
            )
        reason = self._hide(str(getattr(error, "reason", error)))
        return ForgeError(message, host=_origin(self._access.address), reason=reason)

    def _quote(self, value: object) -> str:
        """What the forge itself says of the error, on one line."""
        found = value if isinstance(value, dict) else {}
        parts = [found.get(key) for key in ("message", "error", "error_description")]
        errors = found.get("errors")
        if isinstance(errors, list):
            parts += [item.get("message") or item.get("field") for item in errors if isinstance(item, dict)]
        return self._hide("; ".join(part if isinstance(part, str) else json.dumps(part) for part in parts if part))

    def _hide(self, text: str) -> str:
        if self._access.token:
            text = text.replace(self._access.token, "***")
        return printable(" ".join(text.split()))[:_LONGEST_QUOTE]


_NO_TOKEN = N_("{host} wants a token. Put one in the environment variable {variables}; it needs {rights}")
_MEANINGS = {
    403: N_("{host} says that the token may not do this ({said}). It needs {rights}"),
    404: N_("{host} knows no such repository, or the token may not see it ({said}). It needs {rights}"),
    410: N_("issues are turned off for this repository ({said}). Turn them on in its settings"),
    400: N_("{host} refuses what was sent ({said})"),
    409: N_("{host} refuses what was sent ({said})"),
    413: N_("{host} refuses what was sent ({said})"),
    422: N_("{host} refuses what was sent ({said})"),
}


def an_object(value: object) -> dict[str, object]:
    """``value`` where it is a JSON object. Raises ForgeError."""
    if not isinstance(value, dict):
        raise _no_sense()
    return value


def a_text(value: object) -> str:
    """``value`` where it is text; empty for null. Raises ForgeError."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _no_sense()
    return value


def a_number(value: object) -> int:
    """``value`` where it is a whole number. Raises ForgeError."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise _no_sense()
    return value


def _no_sense() -> ForgeError:
    return ForgeError(N_("the forge's reply has not the form it should have. Is this the address of its interface?"))


def _reply(answer: http.client.HTTPResponse | urllib.error.HTTPError) -> Reply:
    """The reply, read no further than ``MOST_BYTES``. Raises ForgeError where it is longer, or makes no sense."""
    headers = {name.lower(): text for name, text in answer.headers.items()}
    status = answer.status or 0
    data = answer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ForgeError(N_("the forge's reply is longer than {n} MiB"), n=MOST_BYTES // 1024 // 1024)
    try:
        value: object = json.loads(data) if data.strip() else None
    except (ValueError, RecursionError):
        if status == 200:  # noqa: PLR2004
            raise _no_sense() from None
        value = None
    # Azure DevOps answers 203, with a page to sign in on, where it does not know the token.
    return Reply(401 if status == 203 else status, headers, value)  # noqa: PLR2004


def _goes_on(reply: Reply, size: int, seen: int) -> bool:
    """Whether there is another page. Not every list says so in the same way; Gitea's labels only tell how many are."""
    total = reply.headers.get("x-total-count", "")
    if "link" in reply.headers:
        return 'rel="next"' in reply.headers["link"]
    return seen < int(total[:9]) if total.isdecimal() else seen % size == 0


def _is_limit(reply: Reply) -> bool:
    """Whether the forge did nothing because of too many requests; GitHub says that with 403, too."""
    spent = reply.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in reply.headers
    return reply.status == _TOO_MANY or (reply.status == 403 and spent)  # noqa: PLR2004


def _asked_wait(reply: Reply) -> float | None:
    """For how many seconds the forge asks us to wait, by its own clock; None where it does not say."""
    after = reply.headers.get("retry-after", "").strip()
    if after.isdecimal():
        return float(after[:9])
    now = _seconds(reply.headers.get("date", ""))
    until = _seconds(after) if after else _reset(reply.headers)
    return None if now is None or until is None else max(until - now, 0.0) + 1


def _reset(headers: Mapping[str, str]) -> float | None:
    text = headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or ""
    return float(text[:12]) if text.isdecimal() else None


def _seconds(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def _is_distrust(error: Exception) -> bool:
    return isinstance(getattr(error, "reason", error), ssl.SSLCertVerificationError)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
