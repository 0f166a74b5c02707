"""What an author may call in a page that says ``render_macros: true``: Stafett's macros, and those added here.

One of your own is a function marked with ``stafett.site.macro_host.macro``, which is given the view from the page and
then what the page wrote, and gives text (see ``stafett.site.macros.cards``). Register it with ``env.macro``.
"""

from __future__ import annotations

from stafett.site.macros import define_env

__all__ = ["define_env"]
