"""Fits the safe rendering of ``sandbox`` into the mkdocs-macros plugin, or refuses to start.

mkdocs-macros offers no way to change how it renders, so what it keeps inside is replaced. An upgrade may move those
insides: everything that is relied upon is looked at first and tried afterwards, and any surprise stops the build.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from stafett.site.safety.grammar import SealedEnvironment
from stafett.site.safety.metadata import safe_striptags

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stafett.model import Complaint

_INSIDES = ("_env", "_variables", "_macros", "_render_paths_spec", "render", "on_page_markdown", "has_j2", "config")
_HOOKS = ("_pre_macro_functions", "_post_macro_functions")
_DELIMITERS = (
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
)
_PROBE = "{{ stafett_probe }}"
_PARTS = 2  # what the plugin renders of a page, body and title; a third after an upgrade wants thought


class HardeningError(RuntimeError):
    """mkdocs-macros is not built as expected, so pages' macros cannot be made safe: the build must not go on."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The macros plugin cannot be made safe: {what}. "
            "Install the version of mkdocs-macros-plugin that requirements.txt names, or remove `macros`."
        )


def harden(
    plugin: Any,  # noqa: ANN401 (mkdocs_macros has no types)
    allowed: Mapping[str, Callable[..., Any]],
    *,
    wants: Callable[[str], bool],
    report: Callable[[str, Complaint], None],
    variables: Mapping[str, object] | None = None,
    notice: Callable[[Complaint], str] | None = None,
) -> None:
    """Make ``plugin`` render pages by ``sandbox.render`` only; call it late in ``on_config``, after the plugin's own.

    ``wants`` tells by a page's path (``src_uri``) whether its front matter says ``render_macros: true``; ``report``
    is given each problem, its line counted in the Markdown that the plugin was handed. ``allowed`` are all the macros
    there are. Raises ``HardeningError`` where the plugin is not as expected.
    """
    _inspect(plugin)
    delimiters = {name: str(getattr(plugin._env, name)) for name in _DELIMITERS}  # noqa: SLF001 (see the module)
    environment = SealedEnvironment(**delimiters)
    rendering = _Rendering(plugin, allowed, wants, report, environment)
    rendering.options = {"variables": variables} | ({"notice": notice} if notice else {})
    plugin._env = environment  # noqa: SLF001
    plugin._variables = {"stafett": ""}  # noqa: SLF001 (the plugin crashes on an empty one)
    plugin._macros = dict(allowed)  # noqa: SLF001
    plugin._filters = {}  # noqa: SLF001
    plugin.render = rendering
    _try(plugin, rendering)


class _Rendering:
    """Takes the place of ``MacrosPlugin.render``."""

    def __init__(
        self,
        plugin: Any,  # noqa: ANN401
        allowed: Mapping[str, Callable[..., Any]],
        wants: Callable[[str], bool],
        report: Callable[[str, Complaint], None],
        environment: SealedEnvironment,
    ) -> None:
        self.plugin = plugin
        self.allowed = allowed
        self.wants = wants
        self.report = report
        self.environment = environment
        self.options: dict[str, Any] = {}
        self.probed = 0

    def __call__(self, markdown: str, force_rendering: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 (its signature)
        """A page or its title, rendered where the page asked for it; nothing that the plugin is told can force it."""
        from stafett.site.safety.sandbox import render  # noqa: PLC0415 (sandbox imports this module)

        if markdown == _PROBE:
            self.probed += 1
            return ""
        page = self.plugin.page
        if isinstance(markdown, Markup) or not self.wants(page.file.src_uri):
            return markdown
        rendered = render(markdown, self.allowed, environment=self.environment, **self.options)
        if markdown == page.title:  # shown in many places as it is, so it must not become HTML
            return safe_striptags(rendered.text)
        for problem in rendered.problems:
            self.report(page.file.src_uri, problem)
        return rendered.text


def _inspect(plugin: object) -> None:
    """Refuse a plugin that lacks anything that is about to be replaced or relied upon."""
    missing = [name for name in (*_INSIDES, *_HOOKS) if not hasattr(plugin, name)]
    if missing:
        raise HardeningError(f"it has no {', '.join(missing)}, or its on_config has not run yet")


def _try(plugin: Any, rendering: _Rendering) -> None:  # noqa: ANN401
    """Send a page through the plugin and see that it came to our rendering and to nothing else."""
    page = SimpleNamespace(
        title=_PROBE,
        meta={"render_macros": True},
        url="",
        file=SimpleNamespace(src_path="probe.md", src_uri="probe.md"),
    )
    with_hooks = [(name, list(getattr(plugin, name))) for name in _HOOKS]
    for name, _ in with_hooks:  # hooks of macros/ are trusted, but made for real pages
        getattr(plugin, name).clear()
    try:
        result = plugin.on_page_markdown(_PROBE, page=page, config=None)
    except Exception as error:
        raise HardeningError(f"it failed on a trial page ({type(error).__name__}: {error})") from error
    finally:
        for name, functions in with_hooks:
            getattr(plugin, name).extend(functions)
    if result != "" or page.title != "" or rendering.probed != _PARTS:
        raise HardeningError("a trial page was not rendered by Stafett")
    if hasattr(plugin, "_page"):
        del plugin._page  # noqa: SLF001
