"""What actors are, for whom, and when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actors.conftest import Cast

type Casting = Callable[[str], Cast]


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Danish prime minister Ida Holm resigned.", "Ida Holm", "Danish prime minister"),
        ("Ida Holm, the Danish prime minister, resigned.", "Ida Holm", "Danish prime minister"),
        ("The Danish prime minister, Ida Holm, resigned.", "Ida Holm", "Danish prime minister"),
        ("Ida Holm is the Danish prime minister.", "Ida Holm", "Danish prime minister"),
        ("The head of Denmark’s navy, Ida Holm, resigned.", "Ida Holm", "head of Denmark’s navy"),
        ("Former U.S. ambassador to Libya Ida Holm resigned.", "Ida Holm", "Former U.S. ambassador to Libya"),
        ("Minister for Foreign Affairs Ida Holm resigned.", "Ida Holm", "Minister for Foreign Affairs"),
        ("Field Marshal Omar Said resigned.", "Omar Said", "Field Marshal"),
        ("U.S. Secretary of State Ida Holm resigned.", "Ida Holm", "U.S. Secretary of State"),
    ],
)
def test_title_in_the_words_of_the_text(cast: Casting, text: str, name: str, title: str) -> None:
    assert title in [role.title for role in cast(text).get(name).roles]


@pytest.mark.parametrize(
    ("title", "when"),
    [
        ("former foreign minister", "former"),
        ("acting foreign minister", "acting"),
        ("deputy foreign minister", "deputy"),
        ("interim president", "acting"),
        ("foreign minister", None),
    ],
)
def test_term_of_a_role(cast: Casting, title: str, when: str | None) -> None:
    roles = cast(f"Kenyan {title} Amina Otieno spoke.").get("Amina Otieno").roles
    assert [role.when for role in roles] == [when]


@pytest.mark.parametrize(("suffix", "when"), [("elect", "elect"), ("designate", "designate")])
def test_term_after_a_hyphen(cast: Casting, suffix: str, when: str) -> None:
    roles = cast(f"President-{suffix} Amina Otieno spoke.").get("Amina Otieno").roles
    assert [(role.title, role.when) for role in roles] == [(f"President-{suffix}", when)]


def test_role_names_its_organisation(cast: Casting) -> None:
    found = cast("UN envoy Ida Holm met the NATO secretary general, Jan Berg.")
    assert [role.org for role in found.get("Ida Holm").roles] == [found.get("UN").id]
    assert [role.org for role in found.get("Jan Berg").roles] == [found.get("NATO").id]


def test_title_of_one_state_gives_the_country(cast: Casting) -> None:
    assert cast("Foreign Secretary Ida Holm spoke.").get("Ida Holm").country == "GBR"
    assert cast("Defense Secretary Ida Holm spoke.").get("Ida Holm").country == "USA"


def test_country_of_the_text_goes_before_that_of_the_title(cast: Casting) -> None:
    assert cast("Philippine Foreign Secretary Ida Holm spoke.").get("Ida Holm").country == "PHL"


def test_officials_of_two_states_have_no_country(cast: Casting) -> None:
    assert cast("Greek and Danish officials spoke.").get("Greek and Danish officials").country is None
