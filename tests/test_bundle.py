"""What pages ask for is joined from small files, without comments and without anything else being touched."""

from __future__ import annotations

import pytest

from stafett.site.bundle import bare, bundle


def test_files_are_joined_in_the_order_of_their_names(tmp_path):
    """Whatever the order in which the file system names them."""
    (tmp_path / "20-b.js").write_text("b();\n", encoding="utf-8")
    (tmp_path / "10-a.js").write_text("// says a\na();", encoding="utf-8")
    assert bundle(tmp_path) == "a();\n\nb();\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("// why\na();\n", "a();\n"),
        ("  // why\n  a();\n\n\nb();\n", "  a();\nb();\n"),
        ("/* of\n   two lines */\np { a: b }\n", "p { a: b }\n"),
        ("a(); // why\n", "a(); // why\n"),
        ('a("https://b.example/*c*/");\n', 'a("https://b.example/*c*/");\n'),
        ("a(/\\/\\*/, b); c(/\\*\\//);\n", "a(/\\/\\*/, b); c(/\\*\\//);\n"),
    ],
)
def test_only_comments_on_lines_of_their_own_are_left_out(text, expected):
    """What stands beside code stays."""
    assert bare(text) == expected
