"""One page's work, held apart: what it raises and how long it takes stay that page's affair."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

T = TypeVar("T")
REPEAT = 0.5  # seconds until a call that has swallowed the alarm hears it again


class Outcome(NamedTuple, Generic[T]):
    """What a call gave, or why it gave nothing."""

    value: T | None
    error: BaseException | None


class TookTooLongError(BaseException):
    """A page's work ran past its time. No ``Exception``, since libraries swallow those and go on."""


def contain(call: Callable[[], T], seconds: float) -> Outcome[T]:
    """Run ``call``; what it raises, even an exit of the interpreter, and a run past ``seconds`` become an outcome.

    The time holds on the main thread of POSIX systems, even within a regular expression; elsewhere there is none.
    """
    alarm = _Alarm(seconds)
    try:
        try:
            alarm.start()
            return Outcome(call(), None)
        finally:
            alarm.over = True
    except SystemExit as error:
        return Outcome(None, RuntimeError(f"it tried to end the build (exit {error.code})"))
    except (Exception, TookTooLongError) as error:  # noqa: BLE001 (that is what this is for)
        return Outcome(None, error)
    finally:
        alarm.stop()


class _Alarm:
    """Raises in the main thread when the time is up, and again and again until the call is over."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.over = False
        self.there = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        self.previous = signal.getsignal(signal.SIGALRM) if self.there else None

    def start(self) -> None:
        if self.there:
            signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds, REPEAT)

    def _ring(self, _: int, __: FrameType | None) -> None:
        if not self.over:
            raise TookTooLongError(f"it took more than {self.seconds:g} seconds")

    def stop(self) -> None:
        self.over = True
        if self.there:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.previous)
