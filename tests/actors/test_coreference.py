"""Which phrases refer to the same actor."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actors.conftest import Cast

type Casting = Callable[[str], Cast]


def test_role_with_the_same_country_takes_up_the_man(cast: Casting) -> None:
    found = cast("Kenyan foreign minister Amina Otieno flew home. The Kenyan foreign minister will rest.")
    assert found.of("The Kenyan foreign minister") == {"Amina Otieno"}


def test_role_of_another_country_is_another_man(cast: Casting) -> None:
    found = cast("Kenyan foreign minister Amina Otieno flew home. The Ugandan foreign minister stayed.")
    assert found.of("The Ugandan foreign minister") == {"The Ugandan foreign minister"}


def test_shorter_role_takes_up_the_longer(cast: Casting) -> None:
    found = cast("Kenyan foreign minister Amina Otieno flew home. The minister will rest.")
    assert found.of("The minister") == {"Amina Otieno"}


def test_official_with_the_takes_up_the_one_before(cast: Casting) -> None:
    found = cast("A Peruvian official denied it. The official gave no reason.")
    assert found.of("The official") == {"A Peruvian official"}


def test_father_and_son_stay_two(cast: Casting) -> None:
    found = cast("Omar Said succeeded his father, Karim Said. Karim Said had ruled for years.")
    assert found.get("Omar Said").id != found.get("Karim Said").id


def test_bare_surname_is_the_man_whom_the_report_is_about(cast: Casting) -> None:
    found = cast("Omar Said won. Said thanked his brother Karim Said. Said will speak on Monday.")
    assert found.get("Said").name == "Omar Said"


def test_name_in_a_later_paragraph_completes_a_surname(cast: Casting) -> None:
    found = cast("Otieno won the vote, officials said.\n\nAmina Otieno, a lawyer, thanked her voters.")
    assert found.get("Otieno").name == "Amina Otieno"


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Kenya signed the treaty. It will pay its debts.", "It", "Kenya"),
        ("President Ana Silva won. She thanked the voters.", "She", "Ana Silva"),
        ("Ana Silva met Omar Said. She told him that the port was open.", "She", "Ana Silva"),
        ("The rebels took the bridge. They burned it.", "They", "The rebels"),
        ("The NATO council met. It praised Norway.", "It", "The NATO council"),
    ],
)
def test_pronoun(cast: Casting, text: str, pronoun: str, name: str) -> None:
    assert cast(text).of(pronoun) == {name}


def test_speaker_of_the_sentence_before_says_the_next(cast: Casting) -> None:
    found = cast(
        "Omar Said was in Lima on Monday. According to a Peruvian official, Peru will not help Said.\n\n"
        "“Nobody asked us”, he said."
    )
    assert found.of("he") == {"a Peruvian official"}


def test_it_that_means_nothing_is_nobody(cast: Casting) -> None:
    found = cast("Kenya signed the treaty. It is important that it rains.")
    assert not [mention for mention in found.mentions if mention.text == "It"]


def test_pronoun_of_the_other_gender_is_somebody_else(cast: Casting) -> None:
    found = cast("Spokeswoman Ana Silva spoke. He disagreed.")
    assert not [mention for mention in found.mentions if mention.text == "He"]


def test_two_leaders_are_both(cast: Casting) -> None:
    found = cast("Ana Silva met Omar Said in Lima. The two leaders discussed fishing.")
    assert found.of("The two leaders") == {"Ana Silva", "Omar Said"}
    leaders = next(token for token in found.doc if token.text == "leaders")
    assert set(found.index.of_phrase(leaders)) == {found.get("Ana Silva").id, found.get("Omar Said").id}
    assert not found.has("The two leaders")


def test_two_leaders_that_nobody_named_are_nobody(cast: Casting) -> None:
    assert cast("The two leaders discussed fishing.").actors == []


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Boko Haram denied it. The armed group was elsewhere.", "The armed group", "Boko Haram"),
        ("NATO agreed to it. The alliance has a fund.", "The alliance", "NATO"),
        ("The Shura Council met. The council adjourned.", "The council", "Shura Council"),
        ("Members of the Shura Council met. The council adjourned.", "Members of the Shura Council", "Shura Council"),
        ("Fighting goes on in Chad. Rebels now hold half of the country.", "the country", "Chad"),
    ],
)
def test_noun_takes_up_a_name(cast: Casting, text: str, words: str, name: str) -> None:
    assert cast(text).of(words) == {name}


def test_noun_without_antecedent_is_no_actor(cast: Casting) -> None:
    assert cast("The group was small. Their country is poor.").actors == []


def test_fighters_of_a_group_are_the_group(cast: Casting) -> None:
    assert cast("Boko Haram fighters fled.").get("Boko Haram fighters").name == "Boko Haram"


def test_people_and_population_of_a_state_are_one(cast: Casting) -> None:
    found = cast("The Haitian people want peace. The Haitian population has suffered.")
    assert found.of("The Haitian population") == {"The Haitian people"}


def test_possessive_of_a_joined_phrase_is_its_neighbour(cast: Casting) -> None:
    found = cast("The rebels urged all political parties and their supporters to stay calm.")
    assert found.of("their") == {"all political parties"}


def test_three_countries_of_one_sentence_are_all(cast: Casting) -> None:
    found = cast("Chad, Mali and Niger signed the pact. The three countries will share water.")
    assert found.of("The three countries") == {"Chad", "Mali", "Niger"}


def test_two_who_met_are_they(cast: Casting) -> None:
    assert cast("Ana Silva met Omar Fathi in Lima. They discussed fishing.").of("They") == {"Ana Silva", "Omar Fathi"}


def test_who_is_told_does_not_do_it(cast: Casting) -> None:
    found = cast("The rebels told reporters they would return.")
    assert found.of("they") == {"The rebels"}


def test_owner_gives_his_country(cast: Casting) -> None:
    found = cast("Kenya’s president, Amina Otieno, left. Her spokesman, Omar Said, stayed.")
    assert found.get("Omar Said").country == "KEN"


def test_the_two_and_they_are_those_who_spoke_with_each_other_also_some_sentences_on(cast: Casting) -> None:
    found = cast(
        "Anna Silva spoke with Omar Haddad on Monday. The two condemned the attack by rebel forces on the port. "
        "They discussed the need to help the refugees from the villages."
    )
    assert found.of("two") == {"Anna Silva", "Omar Haddad"}
    assert found.of("They") == {"Anna Silva", "Omar Haddad"}


def test_two_before_a_noun_is_nobody_by_itself(cast: Casting) -> None:
    found = cast("Anna Silva spoke with Omar Haddad on Monday. The two bridges were closed.")
    assert "two" not in [mention.text for mention in found.mentions]


def test_surname_that_the_tagger_takes_for_a_verb_is_still_the_man(cast: Casting) -> None:
    found = cast("Omar Price won the vote. Price also thanked his rivals.")
    assert found.get("Price").name == "Omar Price"


def test_given_name_tells_the_gender(cast: Casting) -> None:
    found = cast("Omar Lima met Fatima Silva on Monday. She asked for a truce.")
    assert found.of("She") == {"Fatima Silva"}


def test_he_in_a_quotation_is_not_who_speaks(cast: Casting) -> None:
    found = cast("Omar Said praised Karim Lima. “He is a friend of the port,” Omar Said said.")
    assert found.of("He") == {"Karim Lima"}


def test_possessive_is_the_subject_of_its_clause(cast: Casting) -> None:
    found = cast("Omar Said told reporters that Karim Lima regretted his words.")
    assert found.of("his") == {"Karim Lima"}


def test_his_office_and_the_office_with_his_name_are_one(cast: Casting) -> None:
    found = cast("Omar Said lost. His spokesman blamed the rain. Said's spokesman also blamed the judges.")
    assert found.get("His spokesman").id == found.get("Said's spokesman").id


def test_two_campaigns_stay_two(cast: Casting) -> None:
    found = cast("Said's campaign denied the report. Lima's campaign confirmed it. Omar Said and Karim Lima debated.")
    assert found.get("Said's campaign").id != found.get("Lima's campaign").id


def test_headline_names_the_office_of_the_man_named_below(cast: Casting) -> None:
    found = cast("Harbour minister resigns over toll.\n\nHarbour Minister Omar Said left the cabinet on Monday.")
    assert found.get("Harbour minister").name == "Omar Said"


def test_minister_and_a_name_are_two(cast: Casting) -> None:
    found = cast("The former secretary of state and Lima both stepped up. Karim Lima won.")
    assert found.get("Karim Lima").roles == ()


def test_apposition_belongs_to_the_name_before_the_comma(cast: Casting) -> None:
    found = cast("She thanked President Omar Said and his son Karim Said, the former mayor of Port Lima.")
    assert found.get("the former mayor of Port Lima").name == "Karim Said"


def test_the_candidate_is_the_only_person_named_near(cast: Casting) -> None:
    found = cast("Omar Said flew to the north. A crowd cheered as the candidate landed.")
    assert found.of("the candidate") == {"Omar Said"}


def test_the_candidate_is_nobody_of_two(cast: Casting) -> None:
    found = cast("Omar Said and Karim Lima flew north. A crowd cheered as the candidate landed.")
    assert found.of("the candidate") == {"the candidate"}


def test_company_and_outlet_cut_short(cast: Casting) -> None:
    found = cast(
        "Northwind Oil Corp. sold the plant. The Harbour Times asked. Northwind told the Times that it was sold."
    )
    assert found.get("Northwind").name == "Northwind Oil Corp."


def test_american_state_is_no_country(cast: Casting) -> None:
    assert not cast("Voters in Georgia and Alabama chose Omar Said.").has("Georgia")
    assert cast("Armenia and Georgia signed a treaty.").get("Georgia").country == "GEO"


def test_mr_and_a_woman_of_his_surname_are_two(cast: Casting) -> None:
    found = cast("Fatima Lima spoke. Lima thanked the crowd. Mr. Lima, her husband, waited outside.")
    assert "Mr. Lima" not in found.get("Fatima Lima").names


def test_women_are_women(cast: Casting) -> None:
    found = cast("Ana Silva and Fatima Lima met Omar Said. The two women left early.")
    assert found.of("The two women") == {"Ana Silva", "Fatima Lima"}


def test_two_offices_before_one_name_are_two_men(cast: Casting) -> None:
    found = cast("The Secretary and Foreign Minister Omar Said discussed the port.")
    assert [role.title for role in found.get("Omar Said").roles] == ["Foreign Minister"]


def test_acronym_without_brackets_is_the_body_that_it_abbreviates(cast: Casting) -> None:
    found = cast("The Harbour Workers Council refused. The HWC wants a vote.")
    assert found.get("HWC").name == "Harbour Workers Council"


def test_region_with_a_country_in_its_name_is_not_the_country(cast: Casting) -> None:
    assert not cast("Voters in New Mexico and Ohio waited.").has("Mexico")


@pytest.mark.parametrize("text", ["The next president will decide.", "Each candidate spoke.", "(Laughter.) Thank you."])
def test_nobody_in_particular_is_no_actor(cast: Casting, text: str) -> None:
    assert [actor.name for actor in cast(text).actors if actor.kind == "person"] == []
