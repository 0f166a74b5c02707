"""How the search makes words alike: folding, stems, compounds. The browser's half is held to the same in tests/site."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.search.compounds import Splitter
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


@given(st.lists(st.text(alphabet="abcdeiorstu", min_size=1, max_size=9), max_size=30), st.data())
def test_parts_are_parts_of_the_word(forms, data):
    """Whatever the vocabulary: each part stands in the word, in order, and none is shorter than a word."""
    splitter = Splitter(Counter(forms))
    word = "".join(data.draw(st.lists(st.sampled_from(forms or ["abcdef"]), min_size=1, max_size=4)))
    at = 0
    for part in splitter.parts(word):
        assert len(part) >= 3
        at = word.index(part, at) + len(part)
