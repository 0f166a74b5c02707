"""``api/pages.json``: what ``stafett pages --format json`` says, without people."""

from __future__ import annotations

import json
from collections.abc import Mapping

from stafett.questions.ownership import Standing
from stafett.site.views.view import View


def pages_json(view: View, urls: Mapping[str, str]) -> str:
    """Every page that the site has, as JSON; ``urls`` gives its address by path.

    An owner or deputy who is a person, or whom nobody knows and who may have been one, is null.
    """
    rows = [row.as_json(people=False) for path, row in view.rows.items() if path in urls]
    for row in rows:
        row["url"] = urls[str(row["path"])]
        for name in ("owner", "deputy"):
            found = view.answer(str(row[name]) if row[name] else None)
            if found.role is None and found.standing is not Standing.FREE:
                row[name] = None
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
