"""The voices against what was written down apart from them, and how they are found."""

from __future__ import annotations

import pickle
import tomllib

from pathlib import Path

import pytest

from plivoml.voices import LANGUAGES, RECOGNITION_LANGUAGES, VOICES, Voice, for_language, voice


FACTS = tomllib.loads(
    (Path(__file__).parent / "facts/voices.toml").read_text(encoding="utf-8"),
)


def polly() -> list[Voice]:
    return [voice for voice in VOICES if voice.engine == "standard"]


def test_the_polly_voices_are_those_on_record() -> None:
    declared = {
        (voice.name, language, voice.gender, voice.aliases, voice.documented)
        for voice in polly()
        for language in voice.languages
    }
    assert declared == {
        (
            row["name"],
            row["language"],
            row["gender"],
            tuple(row.get("aliases", ())),
            row["status"] == "documented",
        )
        for row in FACTS["polly"]
    }


def test_the_languages_have_the_names_on_record() -> None:
    assert dict(LANGUAGES) == {row["language"]: row["language_name"] for row in FACTS["polly"]}


def test_a_voice_whose_sources_differ_carries_a_doubt() -> None:
    everywhere = {"docs", "go", "ruby", "java", "php"}
    differing = {
        row["name"]
        for row in FACTS["polly"]
        if set(row["sources"]) != everywhere or "printed_column" in row
    }
    # Its name is taken by each of them, with or without the accent.
    assert {voice.name for voice in polly() if voice.doubt} == differing | {"Polly.Vitória"}


@pytest.mark.parametrize(("name", "column"), [("WOMAN", "woman"), ("MAN", "man")])
def test_a_basic_voice_speaks_the_languages_on_record(name: str, column: str) -> None:
    found = voice(name)
    assert found is not None
    assert found.engine == "basic"
    assert set(found.languages) == {row["language"] for row in FACTS["basic"] if row[column]}


def test_some_languages_have_polly_voices_alone() -> None:
    basic = {row["language"] for row in FACTS["basic"]}
    assert set(FACTS["unlisted"]["polly_alone"]) == set(LANGUAGES) - basic
    for code in FACTS["unlisted"]["polly_alone"]:
        assert {voice.engine for voice in for_language(code)} == {"standard"}


def test_some_languages_have_no_voice() -> None:
    assert [for_language(code) for code in FACTS["unlisted"]["nobody"]] == [()] * 9


def test_what_was_seen_to_fail_is_no_language_of_the_voice() -> None:
    for seen in FACTS["unlisted"]["seen"]:
        found = voice(seen["voice"])
        assert found is not None
        assert seen["language"] not in found.languages


def test_the_languages_of_recognition_are_those_on_record() -> None:
    assert dict(RECOGNITION_LANGUAGES) == FACTS["recognition"]


def test_a_voice_is_found_by_its_name_and_its_aliases() -> None:
    for one in VOICES:
        assert all(voice(name) is one for name in (one.name, *one.aliases))


@pytest.mark.parametrize("name", ["Amy", "polly.amy", "Polly.*", "", "woman"])
def test_another_name_is_no_voice(name: str) -> None:
    assert voice(name) is None


def test_voices_are_found_by_language() -> None:
    assert [one.name for one in for_language("en-GB")] == [
        "WOMAN",
        "MAN",
        "Polly.Amy",
        "Polly.Emma",
        "Polly.Brian",
    ]
    assert for_language("xx") == ()


def test_a_voice_of_two_languages_is_found_under_both() -> None:
    aditi = voice("Polly.Aditi")
    assert aditi in for_language("hi-IN")
    assert aditi in for_language("en-IN")


def test_each_language_has_a_voice() -> None:
    assert {code for voice in VOICES for code in voice.languages} == set(LANGUAGES)


def test_voices_are_values() -> None:
    assert pickle.loads(pickle.dumps(VOICES)) == VOICES
    assert len(set(VOICES)) == len(VOICES)
