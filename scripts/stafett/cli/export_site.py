"""Writes the knowledge base as plain files for another engine: banners, lists, menu and macros are in them already."""

from __future__ import annotations

import argparse
from pathlib import Path

from stafett.cli.main import Failure, say

ENGINES = ("zensical",)


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """The options that only this export has."""
    group.add_argument("--engine", choices=ENGINES, help="which engine is to build it")
    group.add_argument(
        "--config-file", metavar="FILE", default="mkdocs.yml", help="the site's settings (default: mkdocs.yml in DIR)"
    )


def run(options: argparse.Namespace) -> int:
    """Export the knowledge base: 0, or 1 where something could not be shown whole."""
    if not options.engine or not options.folder:
        raise Failure(
            "name a folder and its engine (`stafett export FOLDER --engine zensical`), or what to write (--to)"
        )
    # What renders pages takes half a second to import, and only this needs it.
    from stafett.site.export import rendering, zensical  # noqa: PLC0415
    from stafett.site.export.folder import MARKER, NotAnExportError, replacing  # noqa: PLC0415

    config_file = Path(options.root) / options.config_file
    if not config_file.is_file():
        raise Failure(f"there is no file '{config_file}', which says what the site looks like")
    try:
        with replacing(Path(options.folder)) as folder:
            site = zensical.export(config_file, options.as_of, folder)
    except NotAnExportError as error:
        raise Failure(
            f"'{options.folder}' is not empty and no earlier export (it has no {MARKER}); name another folder"
        ) from error
    except rendering.CannotRenderError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"cannot write '{options.folder}': {error.strerror or error}") from error
    missing = site.build.not_whole
    if missing:
        say(f"{site.build.incomplete()}\n")
    say(f"{options.folder}: {len(site.pages)} pages\n")
    return 1 if missing else 0
