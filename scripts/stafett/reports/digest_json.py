"""A digest as JSON, for a webhook. Its shape is a contract: see the manual (`scripts/manual/reminders.md`)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from stafett.questions.digest import Message, week_of
from stafett.questions.reminders import Reminders, Told
from stafett.reports.digest_letter import Item, Letter, Near
from stafett.reports.digest_text import inert, render

VERSION = 1


def body(found: Reminders, message: Message, written: Letter) -> bytes:
    """The message as UTF-8 JSON: whom it is for, what it says as ``text``, and the same as data."""
    week = week_of(found.as_of)
    content = {
        "version": VERSION,
        "id": message.key(week),
        "as_of": found.as_of.isoformat(),
        "week": week,
        "recipient": {
            "email": message.address or None,
            "people": [{"id": person.id, "account": person.account} for person in message.people],
            "role": message.answer.role.id if message.answer.role else message.answer.reference,
            "language": message.language,
        },
        "subject": written.subject,
        "text": f"{inert(written.subject)}\n\n{inert(render(written))}",
        "tasks": [_item(item) for item in written.items],
        "soon": [_near(near) for near in written.near],
        "more": sum(told.task.pressing for told in message.told) - len(written.items),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _item(item: Item) -> Mapping[str, object]:
    needed = item.told.task.needed
    return {
        **_page(item.told, item.title, item.read),
        "need": str(needed.need),
        "capacity": item.told.capacity.name.lower().replace("_", "-"),
        "since": needed.since.isoformat() if needed.since else None,
        "stands": item.stands,
        "do": item.do,
        "edit_url": item.edit or None,
    }


def _near(near: Near) -> Mapping[str, object]:
    return _page(near.told, near.title, near.read)


def _page(told: Told, title: str, address: str) -> Mapping[str, object]:
    due = told.task.needed.due
    return {
        "page": told.task.page.id,
        "title": title,
        "due": due.isoformat() if due else None,
        "url": address or None,
    }
