"""Links and pictures that lead nowhere.

## What it does
Reports a relative link to a page, heading or file that does not exist, as MkDocs resolves it. Links to other sites
are not fetched. Pages that the site makes by itself (owners, reviews, health, rules) can be linked to as
`regler/rev001.md`, in English `rules/rev001.md`. Silent on a page without front matter, which is no page of the
knowledge base yet (FMT002).

## Why it matters
A newcomer who meets a dead link on day one stops trusting the rest.

## Example
```markdown
[Attestera](../ekonomi/atestera-faktura.md)
```

Use instead:

```markdown
[Attestera](../ekonomi/attestera-faktura.md)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from stafett.messages import N_
from stafett.model import Finding, Link, Page, Severity
from stafett.questions.link_targets import Problem, ProblemKind, problem_of
from stafett.rules.rule import Context, Meta

META = Meta("LNK001", "broken-link", Severity.ERROR, since="0.1")
_CORRECT = N_("Correct the path, which is relative to this page's own folder, or remove the link.")
_FIXES = {
    ProblemKind.MISSING_ANCHOR: N_("Link to a heading that is there, or leave out what follows `#`."),
    ProblemKind.MISSING_ANCHOR_HERE: N_("Link to a heading that is there, or leave out what follows `#`."),
    ProblemKind.ON_A_COMPUTER: N_(
        "Put the file beside the page and link to it there, or link to its address on the intranet."
    ),
    ProblemKind.BACKSLASH: N_("Write `/` between folders."),
}
_MESSAGES = {
    ProblemKind.MISSING_PAGE: N_("The link `{target}` leads to a page that does not exist"),
    ProblemKind.MISSING_FILE: N_("`{target}` is a file that does not exist"),
    ProblemKind.MISSING_ANCHOR_HERE: N_("The page has no heading `{target}`"),
    ProblemKind.MISSING_ANCHOR: N_("The link `{target}` leads to a heading that the other page does not have"),
    ProblemKind.DIRECTORY: N_("The link `{target}` leads to a folder, not to a page"),
    ProblemKind.PAGE_URL: N_("The link `{target}` is written as an address, not as a file"),
    ProblemKind.ON_A_COMPUTER: N_("`{target}` is a place on a computer or a network drive, which browsers do not open"),
    ProblemKind.BACKSLASH: N_("The link `{target}` has a backslash in it, which no address has"),
    ProblemKind.PAGE_FILE_IN_HTML: N_("The link `{target}` stands in HTML, where it must be an address, not a file"),
}


def check(page: Page, ctx: Context) -> Iterator[Finding]:
    """Every link of the page."""
    if not page.outline.links or page.has_complaint("FMT002"):
        return
    for link in page.outline.links:
        problem = problem_of(link, page.uri, ctx.link_targets)
        if problem and problem.resolved not in ctx.made:
            yield _tell(page, link, problem, ctx)


def _tell(page: Page, link: Link, problem: Problem, ctx: Context) -> Finding:
    line = link.line + page.body_line - 1
    fix = N_("Did you mean `{suggestion}`?") if problem.suggestion else _FIXES.get(problem.kind, _CORRECT)
    return ctx.at_line(
        META, page, line, _MESSAGES[problem.kind], fix, link.column,
        target=problem.target, suggestion=problem.suggestion or "",
    )  # fmt: skip
