"""What a page is about, in a sentence: its first paragraph as plain text."""

from __future__ import annotations

import re

LONGEST = 180
_PARAGRAPH_STARTS_NOT = re.compile(r"[#>|\-*+=`~!:<\[{]|\d+\.|\s{4}|\?\?\?")
_LINK = re.compile(r"!?\[([^\]\[]*)\](?:\([^)]*\)|\[[^\]]*\])")
_MARKS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)|<[^>]*>|\{[^}]*\}")
_SENTENCE_END = re.compile(r"\w{2}[)”\"']?([.!?])[)”\"']?\s+(?=[^\W\da-zåäö])")
# "Revised: 2020-01-21" is about the page, as front matter is, and not what it says.
_DATED = re.compile(r"[^\W\d][\w -]{0,30}:\s{0,3}\d{4}-\d{2}-\d{2}\s*")
_EMPHASIS_START = re.compile(r"\*{1,2}[^\s*]")


def first_paragraph(body: str) -> str:
    """The first paragraph of plain prose in Markdown, without its marks, cut at a sentence's or word's end.

    Empty where there is none among the first blocks.
    """
    for block in re.split(r"\n\s*\n", body[:4000].lstrip("\n"))[:8]:
        lines = [line for line in block.split("\n") if not line.startswith("#") and not _DATED.fullmatch(line)]
        text = "\n".join(lines).strip("\n")
        if text.strip() and (_EMPHASIS_START.match(text) or not _PARAGRAPH_STARTS_NOT.match(text)) and "{{" not in text:
            return shortened(plain(text))
    return ""


def first_sentence(text: str) -> str:
    """The first sentence of plain text: up to a full stop, question or exclamation mark before a new sentence."""
    end = _SENTENCE_END.search(text)
    return text[: end.end(1)] if end else text


def plain(text: str) -> str:
    """Markdown's marks taken away, on one line."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())


def shortened(text: str) -> str:
    """Text of at most ``LONGEST`` characters: whole sentences where the first fit, else whole words."""
    if len(text) <= LONGEST:
        return text
    head = text[:LONGEST]
    end = max(head.rfind(sign + " ") for sign in ".!?")
    if end > LONGEST // 3:
        return head[: end + 1]
    return head[: head.rfind(" ")].rstrip(" ,;:–-") + " …" if " " in head else head + "…"
