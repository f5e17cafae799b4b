"""Facts are read as the contract writes them; each mistake gets one clear sentence that names the path."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estancia.admission import BadInput, Facts, determine, facts_from_json
from tests.people import changed, marisol

DEEP = {"": 0, "person": 1, "notice": 1, "court_record": 1, "family": 1, "location_state": 1}
MISTAKES: list[tuple[str, Any]] = [
    *[
        ("on", wrong)
        for wrong in ("2019-02-30", "2019-2-3", "20190203", "2019-02-03T00:00", "", " 2019-02-03", 20190203)
    ],
    *[("on", wrong) for wrong in (True, [], {}, 1.5, "２０１９-02-03", "0000-01-01")],
    *[("location", wrong) for wrong in ("8037", 8037, "Juárez", "０８０３７", "", True)],
    *[("person", wrong) for wrong in ([], "Marisol", 3, True)],
    *[("person.nationality", wrong) for wrong in ("hnd", "HN", "Honduras", 340, "", ["HND"])],
    *[("person.born_on", wrong) for wrong in ("1990-13-01", "1990", 1990, "2030-01-01", "1850-01-01", True)],
    *[("person.accompanied_by", wrong) for wrong in ("aunt", "", True, 1, ["parent"])],
    *[("person.entry", wrong) for wrong in ("At_port", "port", 0)],
    *[("person.us_status", wrong) for wrong in ("lpr", False)],
    *[("person.pregnant", wrong) for wrong in ("yes", "true", 1, 0, 1.0, [], "")],
    *[("person.fear_finding", wrong) for wrong in ("maybe", True)],
    *[("person.languages", wrong) for wrong in ("spa", ["es"], ["spa", None], [["spa"]], {"spa": True}, ["SPA"])],
    *[("notice.state", wrong) for wrong in ("lost", True)],
    *[("notice.kind", wrong) for wrong in ("nta", 2)],
    *[("notice.served_on", wrong) for wrong in ("2019-04-31", 5)],
    *[("notice.address", wrong) for wrong in (5, [], True)],
    *[("court_record.status", wrong) for wrong in ("open", None.__class__.__name__)],
    *[("court_record.hearing_on", wrong) for wrong in ("2021-02-29", 10**400)],
    *[("family.members", wrong) for wrong in (0, -1, 1.0, "2", True)],
    *[("family.others_admissible", wrong) for wrong in ("declined", 1, "yes")],
    *[("location_state.places_free", wrong) for wrong in (-1, 2.5, "many", True)],
    *[("location_state.security", wrong) for wrong in ("safe", False)],
]


@pytest.mark.parametrize(("path", "wrong"), MISTAKES, ids=lambda value: str(value)[:20])
def test_a_mistake_is_one_sentence_that_names_its_path(path: str, wrong: Any) -> None:
    with pytest.raises(BadInput) as caught:
        facts_from_json(changed(facts=marisol(), changes={path: wrong}))
    for language in ("es", "en"):
        said = caught.value.in_language(language)
        assert path in said
        assert said.endswith(".")
        assert "Traceback" not in said


@pytest.mark.parametrize("part", DEEP)
def test_an_unknown_key_is_refused_at_every_level_and_the_known_ones_are_named(part: str) -> None:
    path = f"{part}.colour" if part else "colour"
    with pytest.raises(BadInput) as caught:
        facts_from_json(changed(facts=marisol(), changes={path: "red"}))
    assert path in caught.value.in_language("en")


@pytest.mark.parametrize("payload", [None, [], "on", 3, True, {}, {"location": "08037"}, {"on": None}])
def test_facts_without_a_day_are_refused(payload: object) -> None:
    with pytest.raises(BadInput):
        facts_from_json(payload)


def test_a_day_alone_is_enough_and_everything_else_is_not_known() -> None:
    facts = facts_from_json({"on": "2022-03-02"})
    known = {path for path, value in facts.by_path().items() if value not in (None, ())}
    assert known == {"on"}


@pytest.mark.parametrize("part", ["person", "notice", "court_record", "family", "location_state", "location"])
def test_null_is_the_same_as_absent(part: str) -> None:
    absent = {key: value for key, value in marisol().items() if key != part}
    assert facts_from_json(absent) == facts_from_json(marisol() | {part: None})


def test_null_inside_is_the_same_as_absent_and_so_is_an_empty_list_of_languages() -> None:
    absent = marisol()
    del absent["person"]["languages"]
    for empty in (None, []):
        assert facts_from_json(absent) == facts_from_json(changed(facts=marisol(), changes={"person.languages": empty}))


def test_the_day_of_birth_may_be_the_day_asked_about() -> None:
    assert facts_from_json(changed(facts=marisol(), changes={"person.born_on": "2022-03-02"})).person.born_on


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(["on", "location", "person", "notice", "court_record", "family", "location_state", "x"])


def read_or_said(payload: object) -> Facts | str:
    """The facts, or the English sentence; anything else is an error of ours."""
    try:
        return facts_from_json(payload)
    except BadInput as said:
        return said.in_language("en")


@given(anything | st.dictionaries(keys, anything, max_size=5))
def test_no_payload_ends_in_anything_but_facts_or_a_sentence(payload: object) -> None:
    assert read_or_said(payload)


@given(st.sampled_from(["person", "notice", "court_record", "family", "location_state"]), anything)
def test_no_value_at_any_path_ends_in_anything_but_facts_or_a_sentence(part: str, value: object) -> None:
    for name in marisol()[part]:
        heard = read_or_said(changed(facts=marisol(), changes={f"{part}.{name}": value}))
        assert isinstance(heard, Facts) or f"{part}.{name}" in heard


def test_a_sentence_never_repeats_what_was_written() -> None:
    with pytest.raises(BadInput) as caught:
        facts_from_json(changed(facts=marisol(), changes={"person.nationality": "Marisol Reyes"}))
    assert "Marisol" not in caught.value.in_language("es") + caught.value.in_language("en")


@pytest.mark.parametrize("on", ["0001-01-01", "1900-02-28", "2024-02-29", "9999-12-30", "9999-12-31"])
def test_any_day_of_the_calendar_gets_an_answer(on: str) -> None:
    assert determine(facts=facts_from_json({"on": on})).outcome in ("hold", "not_covered")
