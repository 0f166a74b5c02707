"""Macros in pages: what they may do, what is refused and how that is told, and that nothing runs without bound."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config.base import load_config

from stafett.site.safety.sandbox import Budget, HardeningError, MacroError, harden, render


def _fail():
    raise MacroError("no such page: x")


MACROS = {
    "card": lambda page, times=1: f"<b>{page}</b>" * times,
    "pages": lambda: [{"title": "A", "due": 1}, {"title": "B", "due": 2}],
    "broken": lambda: 1 / 0,
    "fail": _fail,
}


def told(template: str, **options) -> list[tuple[int, str]]:
    """The problems of a template, as line and English text."""
    return [(p.line, p.message.format(**p.values)) for p in render(template, MACROS, **options).problems]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("no braces at all", "no braces at all"),
        ("{{ card('x') }}", "<b>x</b>"),
        ("{{ card('x', times=2) }}", "<b>x</b><b>x</b>"),
        ("{% for p in pages() %}{{ loop.index }}{{ p.title }} {% endfor %}", "1A 2B "),
        ("{% for p in pages() if p.due > 1 %}{{ p['title'] }}{% else %}none{% endfor %}", "B"),
        ("{% for a, b in [[1, 2], [3, 4]] %}{{ a }}{{ b }}{% endfor %}", "1234"),
        ("{% if pages() | length == 2 and not false %}two{% elif true %}x{% else %}y{% endif %}", "two"),
        ("{{ pages()[0].title | lower ~ '!' }}", "a!"),
        ("{{ 'yes' if 1 in [1, 2] else 'no' }}", "yes"),
        ("{{ ['b', 'a'] | sort | join(', ') }}", "a, b"),
        ("{{ pages()[9].title | default('-') if pages()[9] else '-' }}", "-"),
        ("{% raw %}{{ card }}{% endraw %}{# gone #}", "{{ card }}"),
        ("{{ '<' | e }}", "&lt;"),
        ("{{ -1 }}{{ none }}", "-1"),
    ],
)
def test_pages_may(template: str, expected: str):
    """Calls, loops, conditions and a few filters work as in Jinja."""
    assert render(template, MACROS) == (expected, ())


@pytest.mark.parametrize(
    "template",
    [
        "{{ cycler.__init__.__globals__ }}",
        "{{ card.__globals__ }}",
        "{{ ''.__class__ }}",
        "{{ pages()[0]['__class__'] }}",
        "{{ pages()[0]._x }}",
        "{{ 'x'.upper() }}",
        "{{ ('x')['upper'] }}",
        "{{ pages().append(1) }}",
        "{{ pages()[0].items() }}",
        "{{ '' | attr('__class__') }}",
        "{{ pages() | map(attribute='title') | list }}",
        "{{ 'a' * 9 }}",
        "{{ 9 ** 9 }}",
        "{{ '%9d' % 1 }}",
        "{{ 'abc'[0:1] }}",
        "{{ card(*pages()) }}",
        "{{ card(**pages()[0]) }}",
        "{{ range(9) }}",
        "{{ self }}",
        "{{ config }}{{ environment }}{{ plugin }}{{ page }}{{ files }}{{ navigation }}{{ git }}{{ extra }}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'x' as x %}",
        "{% from 'x' import y %}",
        "{% extends 'x' %}",
        "{% macro x() %}{% endmacro %}",
        "{% call card('x') %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% with x = 1 %}{% endwith %}",
        "{% block x %}{% endblock %}",
        "{% autoescape false %}{% endautoescape %}",
        "{% for x in pages() recursive %}{% endfor %}",
        "{% for x in 'abc' %}{% endfor %}",
        "{% do 1 %}",
        "{% debug %}",
        "{{ [1, 'a'] | sort }}",
        "{{ pages() }}",
        "{{ card }}",
    ],
)
def test_pages_may_not(template: str):
    """Whatever is not on the list is refused, told on its line, and the text around it stays."""
    rendered = render(f"before\n{template}\nafter", MACROS)
    assert rendered.problems
    assert all(problem.line in {1, 2} for problem in rendered.problems)
    assert rendered.text.count("⚠") == len(rendered.problems)
    assert "before" in rendered.text
    assert "after" in rendered.text


def test_one_refusal_leaves_the_others():
    """A page with one bad call still shows the results of its good ones."""
    rendered = render("{{ card('a') }} {{ nope() }} {{ card('b') }}", MACROS)
    assert rendered.text == "<b>a</b> ⚠ 1: there is no macro or variable nope for pages <b>b</b>"


def test_a_notice_means_nothing():
    """The notice repeats a page's words without any sign that HTML, Markdown or Jinja would act upon."""
    text = render("{{ card('<script>')[0]['`*{{'] }} {{ pages()['<img>'] }} {{ 1 + }}", MACROS).text
    assert not set("<>`*&\"'") & set(text.partition("\n")[0])


def test_a_failing_macro_is_told_where():
    """A macro that raises gives a notice on its line; only what it means for the author is shown."""
    rendered = render("\n\n{{ broken() }} {{ fail() }}", MACROS)
    assert told("\n\n{{ broken() }} {{ fail() }}") == [
        (3, "the macro broken failed"),
        (3, "fail: no such page: x"),
    ]
    assert "ZeroDivisionError" not in rendered.text
    assert "ZeroDivisionError" in rendered.problems[0].values["error"]


def test_wrong_arguments_are_told():
    """A call that does not fit the macro is a located problem and not a traceback."""
    assert told("{{ card(nope=1) }}") == [(1, "the macro card failed")]


@pytest.mark.parametrize(
    "template", ["{{ foo", "{% if %}", "{% for a in [1] %}", "{% nope %}", "{{ 'x }}", "{% endif %}"]
)
def test_wrong_syntax_shows_the_page_as_written(template: str):
    """A page that is no template is shown with its braces, below a notice."""
    rendered = render(template, MACROS)
    assert rendered.text.startswith("⚠ 1: ")
    assert rendered.text.endswith(template)
    assert len(rendered.problems) == 1


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{% for a in [1,2,3,4,5,6,7,8,9,0] %}" * 8 + "x" + "{% endfor %}" * 8, "too many rounds"),
        ("{{ card('x', times=90000) }}", "put out too much"),
        ("{% for a in [1,2,3,4,5,6,7,8,9] %}{{ card('x', times=9000) }}{% endfor %}", "put out too much"),
        ("{{ card('x') }}" * 201, "too many macros"),
        ("{{ [" + "'x'," * 9000 + "] | join('y' ~ '" + "z" * 900 + "') }}", "make too much text"),
        ("{{ 1 }}" * 100_001, "too many steps"),
        ("x" * 1_000_001 + "{{ 1 }}", "too long for macros"),
        ("{{ " + "(" * 5000 + " }}", "nest too deeply"),
        ("{{ card" + ".x" * 5000 + " }}", "nest too deeply"),
        ("{% if true %}" * 60 + "x" + "{% endif %}" * 60, "nest too deeply"),
        ("{% if true %}" * 3000, "nest too deeply"),
        ("{{ " + "not " * 3000 + "1 }}", "nest too deeply"),
        ("{{ " + "9" * 5000 + " }}", "may not be used"),
    ],
)
def test_nothing_runs_without_bound(template: str, words: str):
    """Loops, output, text and nesting have budgets; the page says so and the build goes on, soon."""
    start = time.process_time()
    rendered = render(template, MACROS)
    assert time.process_time() - start < 10
    assert any(words in text for _, text in told(template))
    assert len(rendered.text) < len(template) + 600_000


def test_a_loop_tells_a_problem_once():
    """The same place in a loop is not told again in each round."""
    assert len(told("{% for a in [1,2,3] %}{{ nope }}{% endfor %}")) == 1


def test_budgets_are_the_callers():
    """A caller may be stricter."""
    assert told("{{ card('x') }}{{ card('x') }}", budget=Budget(calls=1)) == [(1, "the page calls too many macros")]


def test_variables_are_read_only_data():
    """Variables that were handed in can be shown and looked into."""
    assert render("{{ day }} {{ site.name }}", MACROS, variables={"day": "2026-05-04", "site": {"name": "S"}}).text == (
        "2026-05-04 S"
    )


PIECES = st.sampled_from(
    [
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        " ",
        "for",
        "in",
        "if",
        "endfor",
        "endif",
        "card",
        "pages",
        "(",
        ")",
        "[",
        "]",
        "'",
        '"',
        "x",
        ".",
        ",",
        "1",
        "|",
        "join",
        "~",
        "**",
        "__class__",
        "\n",
        "raw",
        "endraw",
        "not",
        "is",
        "else",
        "{",
        "å",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_rendered(template: str):
    """Whatever a page holds, rendering returns."""
    assert isinstance(render(template, MACROS).text, str)


# ---- within mkdocs-macros


@pytest.fixture
def macros_plugin(tmp_path):
    """The real plugin after its own on_config, with a page's worth of everything in it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Start\n")
    (tmp_path / "own_macros.py").write_text("def define_env(env):\n    env.macro(lambda: 'own', 'own')\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: T\nplugins: [macros: {module_name: own_macros}]\n")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    plugin = config.plugins["macros"]
    plugin.on_config(config)
    return plugin


def page_of(uri: str = "a.md", title: str = "T", **meta):
    """A page as far as the macros plugin looks at it."""
    return SimpleNamespace(title=title, meta=meta, url="", file=SimpleNamespace(src_path=uri, src_uri=uri))


def test_the_plugin_renders_by_the_sandbox_only(macros_plugin):
    """After hardening, pages reach our macros and nothing else of the plugin's."""
    told_of = []
    harden(macros_plugin, MACROS, wants=lambda uri: uri == "a.md", report=lambda uri, p: told_of.append((uri, p.line)))
    text = macros_plugin.on_page_markdown("{{ card('x') }}\n{{ config }}{{ own() }}", page=page_of(), config=None)
    assert text.startswith("<b>x</b>\n⚠ 2: there is no macro or variable config")
    assert told_of == [("a.md", 2), ("a.md", 2)]


def test_only_pages_that_ask_are_rendered(macros_plugin):
    """Neither metadata nor the plugin's settings make another page run macros."""
    harden(macros_plugin, MACROS, wants=lambda uri: uri == "a.md", report=lambda *_: None)
    page = page_of("b.md", title="{{ card('x') }}", render_macros=True, ignore_macros=True)
    assert macros_plugin.on_page_markdown("{{ card('x') }}", page=page, config=None) == "{{ card('x') }}"
    assert macros_plugin.render("{{ card('x') }}", force_rendering=True) == "{{ card('x') }}"


def test_a_title_stays_text(macros_plugin):
    """A heading with a macro becomes a title without tags."""
    harden(macros_plugin, MACROS, wants=lambda _: True, report=lambda *_: None)
    page = page_of(title="{{ card('<script>') }}")
    macros_plugin.on_page_markdown("# {{ card('x') }}", page=page, config=None)
    assert "<" not in page.title


def test_the_environment_runs_nothing(macros_plugin):
    """Nobody can run a template by the plugin's environment either."""
    harden(macros_plugin, MACROS, wants=lambda _: True, report=lambda *_: None)
    with pytest.raises(Exception, match="never compiled"):
        macros_plugin.env.from_string("{{ 1 }}")
    assert not macros_plugin.env.globals


@pytest.mark.parametrize("name", ["_env", "_variables", "_macros", "_pre_macro_functions", "_render_paths_spec"])
def test_a_changed_plugin_is_refused(macros_plugin, name: str):
    """Where an upgrade moved what we replace, the build does not start."""
    delattr(macros_plugin, name)
    with pytest.raises(HardeningError, match="cannot be made safe"):
        harden(macros_plugin, MACROS, wants=lambda _: True, report=lambda *_: None)


def test_a_plugin_that_renders_elsewhere_is_refused(macros_plugin):
    """Where an upgrade renders pages by another way than the one we replace, the build does not start."""
    macros_plugin.on_page_markdown = lambda *_, **__: "rendered elsewhere"
    with pytest.raises(HardeningError, match="was not rendered by Stafett"):
        harden(macros_plugin, MACROS, wants=lambda _: True, report=lambda *_: None)


def test_half_a_character_is_replaced():
    """A lone surrogate from a text in a page's macro can be written nowhere."""
    assert render('{{ "\\ud800" }}', {}).text == "\ufffd"


def test_a_page_of_nothing_but_problems_stops():
    """Each is paid for, and after a number of them rendering stops."""
    rendered = render("{{x}}" * 150_000, {})
    assert len(rendered.problems) == 21
    assert "more problems" in rendered.problems[-1].message
    assert len(rendered.text) < 10_000
