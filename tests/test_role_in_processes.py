"""Which part each role has in the processes."""

from __future__ import annotations

from stafett.questions.role_in_processes import InProcess, Part, role_in_processes

ROLES = {f"docs/roles/{name}.md": f"---\ntitle: {name}\nowner: boss\n---\n" for name in ("boss", "clerk", "idle")}


def process(title, **fields):
    """A process with these fields, as YAML."""
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\n{lines}---\n"


def test_a_role_has_every_part_that_a_process_gives_it(make_base):
    """Owner and deputy, the four of RACI, and the steps; references may be ids or last parts, and people count not."""
    base = make_base(
        {
            **ROLES,
            "processes/a.md": process(
                "A",
                owner="boss",
                deputy="roles/clerk",
                raci="{responsible: [clerk, p-1], accountable: boss, informed: [clerk]}",
                steps="[{step: x, by: clerk}, y, {step: z, by: roles/clerk}]",
            ),
        }
    )
    found = role_in_processes(base)
    page = base.by_path["processes/a.md"]
    assert found == {
        "docs/roles/boss.md": (InProcess(page, (Part.OWNER, Part.ACCOUNTABLE), {}),),
        "docs/roles/clerk.md": (InProcess(page, (Part.DEPUTY, Part.RESPONSIBLE, Part.INFORMED), {"steps": (1, 3)}),),
    }


def test_the_weightiest_part_comes_first(make_base):
    """Owning before doing, doing before being told; a step that one does weighs as much as being asked."""
    base = make_base(
        {
            **ROLES,
            "processes/a.md": process("Told", owner="boss", raci="{informed: [clerk]}"),
            "processes/b.md": process("Steps", owner="boss", steps="[{step: x, by: clerk}]"),
            "processes/c.md": process("Done", owner="boss", raci="{responsible: [clerk]}"),
            "processes/d.md": process("Owned", owner="clerk"),
            "docs/e.md": process("An article", owner="clerk"),
        }
    )
    found = role_in_processes(base)["docs/roles/clerk.md"]
    assert [part.page.title for part in found] == ["Owned", "Done", "Steps", "Told"]


def test_kinds_of_an_organisations_own_count_where_they_say_who_does_what(make_base):
    """By their fields, not by their names."""
    kinds = {"routine": {"extends": "page", "fields": {"how": {"type": "steps", "to": ["role"]}}}}
    settings = {
        "kinds": kinds,
        "pages": [{"match": "r/*.md", "kind": "routine"}, {"match": "docs/**/*.md", "kind": "role"}],
    }
    base = make_base({**ROLES, "r/a.md": process("A", how="[{step: x, by: clerk}]")}, settings)
    (found,) = role_in_processes(base)["docs/roles/clerk.md"]
    assert (found.parts, found.steps) == ((), {"how": (1,)})
