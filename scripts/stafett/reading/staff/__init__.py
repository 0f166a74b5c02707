"""Reads whom an organisation's other systems know: an HR system's CSV, a directory service's LDIF, SCIM as JSON.

``formats.read_export`` gives a file's rows as they stand there, ``headings.mapping`` says which of their headings means
what, ``rows.staff_rows`` gives the rows their meaning. Nothing here knows the directory.
"""
