"""How the search makes words alike: folding, stems, compounds. The browser's half is held to the same in tests/site."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.search.compounds import Splitter, is_ending
from stafett.search.folding import LONGEST, fold, tokens
from stafett.search.stems import english, swedish


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Behörighet", "behorighet"),
        ("ÅÄÖ åäö", "aao aao"),
        ("Cafe\u0301 Café", "cafe cafe"),
        ("Straße Ærø Łódź", "strasse aero lodz"),
        ("semester\u00adansökan", "semesteransokan"),
        ("ﬁl", "fil"),
    ],
)
def test_letters_are_folded(text, folded):
    """Whoever has no å on the keyboard finds the word all the same."""
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    """What is folded is folded, also in writing systems that nobody here reads."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_words_hold_nothing_but_letters_and_digits(text):
    """And none is longer than what is looked at."""
    found = tokens(fold(text))
    assert all(word.isalnum() and len(word) <= LONGEST for word in found.words)


def test_hyphens_join():
    """GitHub-konto is found as githubkonto and by either half; a date is no word."""
    found = tokens(fold("GitHub-konto 2026-11-24 e-post"))
    assert found.words == ["github", "konto", "2026", "11", "24", "e", "post"]
    assert found.joined == ["githubkonto", "epost"]


@pytest.mark.parametrize(
    "forms",
    [
        "regel regeln regler reglerna reglernas regelns",
        "nyckel nyckeln nycklar nycklarna",
        "medlem medlemmen medlemmar medlemmarnas",
        "projekt projektet projekten projektens",
        "program programmet programmen",
        "rum rummet",
        "fönster fönstret",
        "nummer numret",
        "kommun kommuner kommunernas kommunens",
        "faktura fakturan fakturor fakturorna",
        "handlingsplan handlingsplanen handlingsplaner",
        "ombudsman ombudsmannen ombudsmän",
        "hand händer",
        "stad städer",
    ],
)
def test_forms_of_a_swedish_word_have_one_stem(forms):
    """However the noun is bent."""
    assert len({swedish(fold(form)) for form in forms.split()}) == 1


@pytest.mark.parametrize("words", ["internet intern", "säkerhet säker", "regel rege", "lag lagra", "vägra väg"])
def test_other_words_keep_stems_of_their_own(words):
    """What looks alike is not always the same."""
    first, second = words.split()
    assert swedish(fold(first)) != swedish(fold(second)) or first.startswith(second)


def test_english_words_have_english_stems():
    """Pages in English, and English terms in Swedish text."""
    assert english("policies") == english("policy")
    assert english("collaborators") == english("collaborator")


WORDS = Counter(
    dict.fromkeys(
        fold(
            "semester ansökan ansökningar arbete plats tjänst resa resor licens val projekt källa kod faktura "
            "hantering regel regler kyrka gård skola plikt ekosystem strategi system"
        ).split(),
        3,
    )
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("semesteransökan", "semester ansökan"),
        ("semesteransökningarna", "semester ansökningar"),
        ("tjänsteresor", "tjänst resor"),
        ("arbetsplats", "arbet plats"),
        ("licensval", "licens val"),
        ("projektregler", "projekt regler"),
        ("fakturahanteringssystemet", "faktura hantering systemet"),
        ("kyrkogård", "kyrk gård"),
        ("skolplikten", "skol plikten"),
        ("plånboksekosystemet", "plånbok ekosystemet"),
        ("regel", ""),
        ("hanteringen", ""),
        ("licensens", ""),
    ],
)
def test_compounds_are_divided_into_words_of_the_knowledge_base(word, parts):
    """With the letters that link them; inflection is no part."""
    found = Splitter(WORDS).parts(fold(word))
    assert [swedish(part) for part in found] == [swedish(part) for part in fold(parts).split()]


def test_words_made_to_be_hard_take_no_time():
    """Endings that can be read in many ways, and long words beside one with a hyphen: each took minutes once."""
    splitter = Splitter(WORDS)
    for number in range(300):
        splitter.parts(f"{'abcde'[number % 5]}ing{'ens' * 10}x")
    assert not is_ending("ing" + "ens" * 10 + "x")
    found = tokens(f"{'a' * 300_000} {'1a' * 150_000} b-c")
    assert found.joined == ["bc"]


ENDING = re.compile(
    r"(?:n?ing|het|barhet|er|else|ande|ende|are|isk|lig|bar|sam|skap|tion|ation|itet|ism|ist|eri|iv|ell|era|ad|at|en|et"
    r"|ar|or|na|ans|ens|ment|iell|orn|inn)(?:en?s?|et?s?|ar|arna|arnas|er|erna|ernas|na|nas|a|s|t|ts|or|n|ns)*"
)


@given(st.lists(st.sampled_from("ing ning het e en es ens arna na s x".split()), min_size=1, max_size=6).map("".join))
def test_endings_are_those_of_the_grammar(tail):
    """An ending, and then any number of inflections."""
    assert is_ending(tail) == bool(ENDING.fullmatch(tail))


@given(st.text(alphabet="a1-å _½"))
def test_what_hyphens_join_begins_with_a_letter(text):
    """As in the browser, where the rule is written without looking back."""
    plain = re.findall(r"[^\W\d_][^\W_]*(?:-[^\W_]+)+", text)
    assert tokens(text).joined == [word.replace("-", "")[:LONGEST] for word in plain]


@given(st.lists(st.text(alphabet="abcdeiorstu", min_size=1, max_size=9), max_size=30), st.data())
def test_parts_are_parts_of_the_word(forms, data):
    """Whatever the vocabulary: each part stands in the word, in order, and none is shorter than a word."""
    splitter = Splitter(Counter(forms))
    word = "".join(data.draw(st.lists(st.sampled_from(forms or ["abcdef"]), min_size=1, max_size=4)))
    at = 0
    for part in splitter.parts(word):
        assert len(part) >= 3
        at = word.index(part, at) + len(part)
