"""What keeps an untrusted page from harming the build machine, the site or its readers.

A page, its front matter, the files beside it and their names come from anybody who can open a pull request;
``mkdocs.yml``, ``stafett.yml``, ``macros/`` and theme overrides are trusted. The plugin calls, in this order:

* ``config_guard.guard``: settings that would open a hole are refused at start;
* ``sandbox.harden``: macros run in an interpreter of ours, never in Jinja's generated Python;
* ``walking.get_files`` and ``assets.judge``: which files of the tree are published at all;
* ``metadata``: what of a page's front matter reaches the theme;
* ``contain.contain``: one page's failure or endless loop stays that page's;
* ``sanitise.clean``: what the built page may contain, by an allow-list and a browser's own parser.
"""
