"""The kinds of page, as data: one YAML file each beside this one, and an organisation's own in ``stafett.yml``."""

from stafett.kinds.kind import Kind, KindError, built_in_names, declare

__all__ = ["Kind", "KindError", "built_in_names", "declare"]
