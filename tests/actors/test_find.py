"""Names, descriptions and places; kinds, countries and codes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actors.conftest import Cast

type Casting = Callable[[str], Cast]


def test_name_forms_stand_with_and_without_title(cast: Casting) -> None:
    actor = cast("Kenyan foreign minister Amina Otieno flew home. Otieno will rest.").get("Otieno")
    assert actor.name == "Amina Otieno"
    assert {"Kenyan foreign minister Amina Otieno", "Amina Otieno", "Otieno"} <= set(actor.names)
    assert (actor.kind, actor.country, actor.codes) == ("person", "KEN", ("GOV",))


def test_unnamed_actor_has_its_description_as_name(cast: Casting) -> None:
    actor = cast("A Chilean official said that talks had failed.").get("A Chilean official")
    assert actor.unnamed
    assert (actor.name, actor.kind, actor.country) == ("A Chilean official", "person", "CHL")


def test_state_and_its_official_are_two_actors(cast: Casting) -> None:
    found = cast("Peru closed its border. A Peruvian official said the border would stay closed.")
    assert found.get("Peru").id != found.get("A Peruvian official").id


def test_two_officials_are_two_actors(cast: Casting) -> None:
    found = cast("A Swedish official praised the plan. Another Swedish official called it useless.")
    assert found.get("A Swedish official").id != found.get("Another Swedish official").id


def test_adjective_alone_makes_no_actor(cast: Casting) -> None:
    found = cast("The Norwegian minister left early.")
    assert not any(actor.kind == "state" for actor in found.actors)


def test_adjective_refers_to_a_state_that_is_an_actor(cast: Casting) -> None:
    found = cast("Norway signed the treaty. The Norwegian minister left early.")
    assert [m.text for m in found.mentions if m.kind == "adjective"] == ["Norwegian"]
    assert found.of("Norwegian") == {"Norway"}


@pytest.mark.parametrize(
    "text",
    [
        "Ankara refused the offer.",
        "Talks with Ankara have stalled.",
        "The decision was welcomed by Ankara.",
        "Ankara’s refusal surprised nobody.",
    ],
)
def test_capital_that_acts_is_its_government(cast: Casting, text: str) -> None:
    found = cast(text)
    assert found.get("Ankara").country == "TUR"
    assert [mention.kind for mention in found.mentions if mention.text == "Ankara"] == ["place"]


@pytest.mark.parametrize(
    "text", ["The ministers met in Ankara.", "She flew to Ankara.", "Ankara’s airport was closed by snow."]
)
def test_capital_that_is_a_place_is_no_actor(cast: Casting, text: str) -> None:
    assert not cast(text).has("Ankara")


@pytest.mark.parametrize(
    ("seat", "country"), [("The Kremlin", "RUS"), ("The White House", "USA"), ("Downing Street", "GBR")]
)
def test_seat_of_government_that_acts_is_its_state(cast: Casting, seat: str, country: str) -> None:
    found = cast(f"{seat} rejected the proposal.")
    assert [(actor.kind, actor.country) for actor in found.actors] == [("state", country)]


def test_seat_of_government_as_a_place_is_no_actor(cast: Casting) -> None:
    assert not cast("They spoke in the White House.").has("White House")


def test_acronym_in_brackets_names_the_same_body(cast: Casting) -> None:
    found = cast("The Harbour Workers Association (HWA) called a strike. HWA members stayed at home. The HWA won.")
    assert "HWA" in found.get("Harbour Workers Association").names


def test_known_body_is_one_actor_under_all_its_names(cast: Casting) -> None:
    actor = cast("The United Nations sent an envoy. The UN has no troops there.").get("UN")
    assert {"United Nations", "UN"} <= set(actor.names)
    assert (actor.kind, actor.codes) == ("igo", ("IGO",))


def test_us_in_lower_case_is_a_pronoun(cast: Casting) -> None:
    found = cast("Nobody told us that the US had agreed.")
    assert found.get("US").country == "USA"
    assert found.get("us").name == "the author"


@pytest.mark.parametrize(
    ("text", "name", "kind", "country", "code"),
    [
        ("Security forces in Chad fired on Chadian rebels.", "Chadian rebels", "armed_group", "TCD", "REB"),
        ("The Ghanaian parliament voted on Monday.", "The Ghanaian parliament", "government_body", "GHA", "LEG"),
        ("The Ugandan opposition boycotted the poll.", "The Ugandan opposition", "party", "UGA", "OPP"),
        ("The Haitian people deserve peace.", "The Haitian people", "population", "HTI", "CIV"),
        ("Peru’s supreme court freed him.", "Peru’s supreme court", "government_body", "PER", "JUD"),
        ("The Turkish army crossed the river.", "The Turkish army", "government_body", "TUR", "MIL"),
        ("Hezbollah denied the report.", "Hezbollah", "armed_group", "LBN", None),
        ("The Knesset passed the law.", "Knesset", "government_body", "ISR", "LEG"),
    ],
)
def test_kind_country_and_code(cast: Casting, text: str, name: str, kind: str, country: str, code: str | None) -> None:
    actor = cast(text).get(name)
    assert (actor.kind, actor.country) == (kind, country)
    assert code is None or code in actor.codes


def test_rebels_are_not_those_of_the_state_that_attacks_them(cast: Casting) -> None:
    assert cast("Chad attacked the rebels.").get("the rebels").country != "TCD"


def test_agreements_and_conferences_are_no_actors(cast: Casting) -> None:
    found = cast("The Harbour Agreement was signed at the Lima Conference. The Vienna Convention has lapsed.")
    assert found.actors == []


def test_role_alone_is_nobody(cast: Casting) -> None:
    found = cast("Ana Silva was nominated as foreign minister.")
    assert [actor.name for actor in found.actors] == ["Ana Silva"]


def test_part_of_the_body_is_no_leader(cast: Casting) -> None:
    assert [actor.name for actor in cast("Ana Silva shook her head.").actors] == ["Ana Silva"]


def test_document_speaks_for_itself(cast: Casting) -> None:
    found = cast("A ministry statement said that the port was open. The statement gave no date for this.")
    assert found.get("A ministry statement").kind == "other"
    assert "The statement" in found.get("A ministry statement").names


def test_document_that_says_nothing_is_no_actor(cast: Casting) -> None:
    assert not cast("She signed the statement on Friday.").has("the statement")


def test_known_person_has_his_country_without_a_role(cast: Casting) -> None:
    assert cast("Lavrov arrived on Sunday.").get("Lavrov").country == "RUS"


def test_known_surname_of_somebody_else_tells_nothing(cast: Casting) -> None:
    assert cast("Teresa Lavrov, a baker, said the shop would close.").get("Teresa Lavrov").country is None


def test_offsets_are_those_of_the_body(cast: Casting) -> None:
    found = cast("“We won,” said Kenya’s president, Ruth Wanjiru.\n\nShe thanked the Kenyan\u200e people.")
    for mention in found.mentions:
        assert found.article.body[mention.start : mention.end] == mention.text
    body = found.article.body
    for actor in found.actors:
        assert all(name in body for name in actor.names)
        assert all(body[role.start : role.end] == role.title for role in actor.roles)


def test_ids_are_unique_and_the_same_on_every_run(cast: Casting) -> None:
    text = "An official spoke. Another official, a third official and Ana Silva listened. The UN and Chad agreed."
    first, second = cast(text), cast(text)
    assert first.actors == second.actors
    assert first.mentions == second.mentions
    assert len({actor.id for actor in first.actors}) == len(first.actors)


def test_text_without_actors_gives_none(cast: Casting) -> None:
    found = cast("It rained.")
    assert (found.actors, found.mentions) == ([], [])
