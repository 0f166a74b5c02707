"""pymdownx.snippets for pages that anybody may propose: ordinary files below the base path, few, small, and no URLs.

As it comes it follows links out of the base path, waits for ever at a named pipe, stops the build where a file is
missing or not UTF-8, and lets files that include one another twice grow without bound.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

from pymdownx.snippets import SnippetExtension, SnippetPreprocessor  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown import Markdown

NAME = "stafett.site.safety.snippets"
REPLACED = "pymdownx.snippets"
MAX_BYTES = 500_000
MAX_LINES = 20_000
MAX_FILES = 200


def use_safe_snippets(config: Any) -> None:  # noqa: ANN401 (a MkDocs config or a test's dictionary)
    """Put this extension in the place of pymdownx.snippets; call in ``on_config``."""
    config["markdown_extensions"] = [NAME if e == REPLACED else e for e in config["markdown_extensions"]]
    settings = dict(config["mdx_configs"] or {})
    if REPLACED in settings:
        settings[NAME] = settings.pop(REPLACED)
        config["mdx_configs"] = settings


class SafeSnippetPreprocessor(SnippetPreprocessor):  # type: ignore[misc]
    """Bounded for one page: what is over the bounds, or not an ordinary file below the base, is left out."""

    def __init__(self, settings: dict[str, Any], md: Markdown) -> None:
        safe = {"restrict_base_path": True, "check_paths": False, "url_download": False, "auto_append": []}
        super().__init__(settings | safe, md)
        self.files_left = MAX_FILES
        self.lines_left = MAX_LINES

    def run(self, lines: list[str]) -> list[str]:
        """Begin a page with its full bounds."""
        self.files_left, self.lines_left = MAX_FILES, MAX_LINES
        expanded: list[str] = super().run(lines)
        return expanded

    def get_snippet_path(self, path: str) -> str | None:
        """The file that a page names, if it really lies below a base path."""
        self.files_left -= 1
        if self.files_left < 0 or "\0" in path:
            return None
        found: str | None = super().get_snippet_path(path)
        return found if found and self._is_ordinary(found) else None

    def _is_ordinary(self, path: str) -> bool:
        try:
            real = os.path.realpath(path, strict=True)
            status = os.stat(real)  # noqa: PTH116
        except OSError:
            return False
        below = any(real.startswith(os.path.realpath(base) + os.sep) for base in self.base_path)
        return below and stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES

    def read_lines(self, path: str) -> list[str]:
        """The lines of a file, whatever its encoding."""
        try:
            with open(path, encoding=self.encoding, errors="replace") as file:  # noqa: PTH123
                text = file.read()
        except OSError:
            return []
        return text.split("\n") if text else []

    def process_snippet_lines(self, lines: Sequence[str], target: dict[str, Any]) -> list[str]:  # noqa: ARG002
        """As many lines as the page may still take in."""
        taken = list(lines[: max(0, self.lines_left)])
        self.lines_left -= len(taken)
        return taken


class SafeSnippetExtension(SnippetExtension):  # type: ignore[misc]
    """Registers the bounded preprocessor under the original's name and priority."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register the extension."""
        self.md = md
        md.registerExtension(self)
        md.preprocessors.register(SafeSnippetPreprocessor(self.getConfigs(), md), "snippet", 32)


def makeExtension(**settings: Any) -> SafeSnippetExtension:  # noqa: ANN401, N802 (Python-Markdown's name)
    """What Python-Markdown calls to load the extension."""
    return SafeSnippetExtension(**settings)
