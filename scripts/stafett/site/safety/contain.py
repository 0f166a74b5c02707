"""One page's work, held apart: what it raises and how long it takes stay that page's affair."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

T = TypeVar("T")


class Outcome(NamedTuple, Generic[T]):
    """What a call gave, or why it gave nothing."""

    value: T | None
    error: Exception | None


class TookTooLongError(Exception):
    """A page's work ran past its time."""


def contain(call: Callable[[], T], seconds: float) -> Outcome[T]:
    """Run ``call``; what it raises, even an exit of the interpreter, and a run past ``seconds`` become an outcome.

    The time holds on the main thread of POSIX systems, even within a regular expression; elsewhere there is none.
    """
    try:
        with _alarm(seconds):
            return Outcome(call(), None)
    except SystemExit as error:
        return Outcome(None, RuntimeError(f"it tried to end the build (exit {error.code})"))
    except Exception as error:  # noqa: BLE001 (that is what this is for)
        return Outcome(None, error)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_: int, __: FrameType | None) -> None:
        raise TookTooLongError(f"it took more than {seconds:g} seconds")

    previous = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
