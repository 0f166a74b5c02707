"""What Stafett adds to a page's weight stays below its limit, so that pages open on a poor line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie
sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from site_builder import REPOSITORY
from weight import LIMIT, PAGES, build_bare, weigh


@pytest.fixture(scope="module")
def weights(tmp_path_factory, repository_site):
    """What each page weighs in Stafett's site and in that of bare Material."""
    ours, theirs = weigh(repository_site), weigh(build_bare(tmp_path_factory.mktemp("weight"), REPOSITORY))
    return {address: (ours[address], theirs[address]) for address in PAGES}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_weighs_little_more_than_bare_material_s(weights, address):
    """Gzipped, with its styles and scripts; Mermaid apart, which only pages with a diagram fetch."""
    ours, theirs = weights[address]
    assert ours.page > theirs.page > 0
    assert ours.page - theirs.page <= LIMIT
