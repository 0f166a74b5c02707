"""The MkDocs plugin: its hooks unpack what MkDocs hands them and call plain functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils.templates import TemplateContext

from stafett.forecast.result import Forecast
from stafett.messages import N_
from stafett.model import Complaint
from stafett.questions.health_over_time import Health
from stafett.questions.reported import Reported
from stafett.reports.form_address import form_folder
from stafett.site import calendars, macro_host, mount, search, set_up
from stafett.site.api import pages_json
from stafett.site.collect import Build
from stafett.site.config import StafettConfig
from stafett.site.csp import form_policy
from stafett.site.form import add_form, has_form, servers
from stafett.site.menu import apply_menu, attach_left_out
from stafett.site.outputs import Outputs
from stafett.site.pages import Pages
from stafett.site.safety.assets import folded
from stafett.site.safety.metadata import safe_striptags
from stafett.site.safety.walking import guard_walk
from stafett.site.speaking import Speaking, keep_to_itself, mark_menus
from stafett.site.views.lists import list_pages
from stafett.site.views.view import View

EARLY, LATE = 90, -90
NOT_FOUND = "404.html"


class StafettPlugin(BasePlugin[StafettConfig]):  # type: ignore[no-untyped-call]
    """Shows a knowledge base: mounts its pages, and puts banners, list pages and ``api/pages.json`` beside them."""

    build: Build
    pages: Pages
    outputs: Outputs
    calendars: dict[str, calendars.Calendar]
    current: SitePage
    undo_walk: Callable[[], None] | None = None
    left_out: dict[str, str]
    speaking: Speaking
    serving = False
    searching = False

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 (MkDocs' signature)
        """Remember whether the site is only looked at while it is edited."""
        self.serving = command == "serve"

    @event_priority(LATE)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the knowledge base and seal the macros plugin, after it has been set up."""
        self.build = set_up.start(self.config, config)
        set_up.complete(config, self.build.base.settings.language)
        self.searching = search.take_over(config)
        offline = self.config.offline and config.use_directory_urls and not self.serving
        folder = "" if config.use_directory_urls else config.site_name
        self.outputs = Outputs(self.build.words, self.build.as_of, self.config.policy_in_pages, offline, folder)
        macro_host.seal(config, self._view, self._wants_macros, self._tell_macro, self.build.words)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002 (MkDocs' signature)
        """Tell what fails a check, and let MkDocs look for files without following links."""
        self.build.tell_findings()
        self.undo_walk = guard_walk(self._tell_folder_link)

    @event_priority(LATE)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Mount the pages, judge every file, add list pages and, where mkdocs.yml has none, a menu."""
        self._end_walk()
        mounted = mount.mount(files, config, self.build)
        lists = list_pages(
            self.build.view,
            {folded(file.dest_uri) for file in files},
            self._health if self.config.health else None,
            self._forecast if self.config.forecast else None,
            self._reported,
        )
        self.calendars = calendars.calendars(self.build.view, {folded(file.dest_uri) for file in files})
        mount.add_lists(files, config, lists)
        mount.add_own_assets(files, config)
        if has_form(self.build.base, serving=self.serving, folder=not config.use_directory_urls):
            add_form(files, config, self.build)
            own = form_policy(servers(self.build.base.settings.form))
            self.outputs.form = (form_folder(self.build.base), own)
        self.build.urls.update({page.path: files.src_uris[uri].url for uri, page in mounted.pages.items()})
        if self.searching:
            search.leave_out_theirs(files)
        self.pages = Pages(
            self.build,
            mounted,
            {page.uri: page for page in lists.values()},
            self.build.urls,
            {page.uri: files.src_uris[page.uri].url for page in lists.values()},
            self.config.page_seconds,
            self.config.accessibility_statement,
            self.outputs.offline,
            {key: made.place for key, made in self.calendars.items()},
            self.outputs.form is not None,
        )
        self.left_out = apply_menu(config, files, self.build.view, mounted, lists)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Tie the pages that the menu leaves out to their section."""
        attach_left_out(files, self.left_out, self.pages.mounted)
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:  # noqa: ARG002
        """Make the theme's way of taking tags out of titles safe."""
        env.filters["striptags"] = safe_striptags
        self.speaking = Speaking(config, self.build.base.settings.language)
        return env

    def on_pre_page(self, page: SitePage, *, config: MkDocsConfig, files: Files) -> SitePage:  # noqa: ARG002
        """Hold the page's rendering apart from that of the others."""
        self.current = page
        self.pages.guard(page)
        return page

    def on_page_read_source(self, *, page: SitePage, config: MkDocsConfig) -> str | None:  # noqa: ARG002
        """Give MkDocs the page's body, so that it never meets the front matter."""
        return self.pages.source(page.file)

    @event_priority(EARLY)
    def on_page_markdown(self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Give the page its metadata, before any plugin looks at it."""
        return self.pages.markdown(page, markdown)

    @event_priority(LATE)
    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Make the page harmless and put its banner in, after every plugin has had its say."""
        return self.pages.content(page, html)

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: SitePage,
        config: MkDocsConfig,  # noqa: ARG002 (MkDocs' signature)
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Give the page what our templates put around it."""
        shell = self.pages.shell(self.pages.view_from(page.file)) | {"edit_link": self.pages.edit_link(page.file)}
        context["stafett"] = shell  # type: ignore[typeddict-unknown-key]
        self.speaking.begin(self.pages.language(page.file), self.pages.alternates(page.file))
        return context

    def on_template_context(
        self,
        context: TemplateContext,
        *,
        template_name: str,
        config: MkDocsConfig,  # noqa: ARG002 (MkDocs' signature)
    ) -> TemplateContext:
        """Give the page for missing addresses its words."""
        if template_name == NOT_FOUND:
            base_url = context["base_url"]
            context["not_found"] = self.pages.not_found(base_url)  # type: ignore[typeddict-unknown-key]
            context["stafett"] = self.pages.shell(self.pages.view_from_root(base_url))  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(LATE)
    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Mark what is in another language than the page, lead the search to our worker, and look at what leaves."""
        self.speaking.end()
        output = mark_menus(output, self.pages.language(page.file), self.build.base.settings.language)
        output = keep_to_itself(output)
        return self.outputs.page(search.lead_to_worker(output) if self.searching else output, page.file.url)

    @event_priority(LATE)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The same on the page for missing addresses."""
        if template_name != NOT_FOUND:
            return output_content
        return self.outputs.page(search.lead_to_worker(output_content) if self.searching else output_content, None)

    @event_priority(LATE)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what lies beside the pages; then, the site being complete, let the exit status tell what is missing."""
        self.write_data(Path(config.site_dir))
        self.outputs.write(Path(config.site_dir))
        if self.build.not_whole and not self.serving:
            raise Abort(self.build.incomplete())

    def write_data(self, site: Path) -> None:
        """Write what is known of the pages whatever they look like: ``api/pages.json``, calendars, and the index."""
        target = site / "api" / "pages.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(pages_json(self.build.view, self.pages.urls), encoding="utf-8", newline="\n")
        calendars.write(site, self.build.view, self.calendars, self.pages.urls, self.build.address)
        if self.searching:
            self.pages.search.write(site)

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Leave MkDocs as it was."""
        self._end_walk()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., object]) -> None:  # noqa: ARG002
        """Watch what the site is made of besides ``docs_dir``."""
        for path in set_up.watched(self.build, config):
            server.watch(path)

    def _end_walk(self) -> None:
        if self.undo_walk:
            self.undo_walk()
            self.undo_walk = None

    def _health(self) -> Health:
        return self.build.health

    def _forecast(self) -> Forecast | None:
        return self.build.forecast

    def _reported(self) -> Reported:
        return self.build.reported

    def _view(self) -> View:
        return self.pages.view_from(self.current.file)

    def _wants_macros(self, uri: str) -> bool:
        page = self.pages.mounted.pages.get(uri)
        return page is not None and page.values.get("render_macros") is True

    def _tell_macro(self, uri: str, problem: Complaint) -> None:
        page = self.pages.mounted.pages[uri]
        self.build.tell_at(page.path, problem, (problem.line or 1) + page.body_line - 1)

    def _tell_folder_link(self, path: str) -> None:
        self.build.tell(
            path,
            Complaint(
                "SEC002",
                N_("This is a link to a folder, and is not entered"),
                N_("Remove the link, and put the files themselves in its place."),
                line=1,
            ),
        )
