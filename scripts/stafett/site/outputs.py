"""What is made of the finished pages, once all are built: the security policy, and the worker for offline."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from stafett.messages import Words
from stafett.site import csp, offline

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Outputs:
    """Looks at each page of one build as it leaves, and writes what depends on them all."""

    words: Words
    day: date
    policy_in_pages: bool
    offline: bool
    folder: str = ""  # what the site is called that is read from the file system
    form: tuple[str, str] | None = None  # the folder of the form and its own policy
    hashes: set[str] = field(default_factory=set)
    shell: dict[str, None] = field(default_factory=dict)
    content: hashlib._Hash = field(default_factory=hashlib.sha256)

    def page(self, html: str, url: str | None) -> str:
        """A page as it is to be written; ``url`` is its address in the site, None where it is shown at any address."""
        self.hashes |= csp.inline_scripts(html)
        self.content.update(html.encode())
        if self.offline and url is not None:
            self.shell.update(dict.fromkeys(offline.styles_and_scripts(html, url)))
        return csp.with_policy(html) if self.policy_in_pages else html

    def write(self, site: Path) -> None:
        """Write what servers read, and the worker."""
        files: dict[str, str] = dict(csp.server_files(self.hashes, self.form))
        if self.offline:
            files[offline.WORKER] = self._worker(site)
        if self.folder:
            files[self.words(offline.README)] = offline.readme(self.words, self.folder, self.day)
        _write(site, files)

    def _worker(self, site: Path) -> str:
        """The worker; its revision changes with any page, style or script."""
        shell = [address for address in self.shell if (site / address).is_file()]
        for address in shell:
            self.content.update((site / address).read_bytes())
        search = offline.search_files(site)
        return offline.worker(
            self.words, self.content.hexdigest()[:12], shell, search, self.form[0] if self.form else ""
        )


def _write(site: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
