"""Spreads work over processes, where there is enough of it to be worth their start."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
ENOUGH = 1500
# The child has its results to hand over as well, so it gets the smaller part.
CHILDS_PART = 0.46


def spread(
    work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], processes: int, enough: int = ENOUGH
) -> list[Result]:
    """``work`` over all ``items``, in order; a part of them in a child process where there are ``enough``.

    One process does it where there are few items, where the system cannot fork, or where threads run (a fork would
    leave their locks held). A child that fails loses nothing: its part is then done here.
    """
    if processes < 2 or len(items) < enough or not hasattr(os, "fork") or threading.active_count() > 1:  # noqa: PLR2004
        return work(items)
    middle = round(len(items) * (1 - CHILDS_PART))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work_and_exit(work, items[middle:], writing)
    os.close(writing)
    first = work(items[:middle])
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    try:
        # What comes through the pipe was written by this very program a moment ago.
        second: list[Result] = pickle.loads(answer)  # noqa: S301
    except (pickle.UnpicklingError, EOFError):
        second = work(items[middle:])
    return first + second


def _work_and_exit(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], writing: int) -> None:
    status = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(items), pipe, protocol=pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)
