"""The only place that changes a page: fields are spliced into its front matter, and files are written whole or not.

``splice`` gives a page's new bytes and ``change_records`` those of a file of people and units; ``write_all`` puts
several files in place, all or none, ``recover`` completes or undoes what a killed process began.
"""

from stafett.writing.put import put
from stafett.writing.records import RecordChange, change_records
from stafett.writing.refused import CannotSplice, CannotWrite
from stafett.writing.splice import splice, splice_within
from stafett.writing.together import recover, write_all

__all__ = [
    "CannotSplice",
    "CannotWrite",
    "RecordChange",
    "change_records",
    "put",
    "recover",
    "splice",
    "splice_within",
    "write_all",
]
