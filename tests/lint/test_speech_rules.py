"""What the rules say of speech, and of what is listened for, word for word."""

from __future__ import annotations

import pytest

from plivoml import Problem, check
from tests.support.tables import table


ASK = '<GetInput action="https://example.com/a"{}><Speak>{}</Speak></GetInput><Hangup/>'


def told(inside: str) -> list[Problem]:
    return check(f"<Response>{inside}</Response>")


def spelled(problem: Problem) -> str:
    code = f" {problem.hangup_code}" if problem.hangup_code else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{problem.severity} {problem.rule}{code}: {problem.message}{hint}"


@table(
    ("inside", "expected"),
    r"""
<Speak language="en-GB">Hi</Speak>
<Speak voice="MAN" language="pt-PT">Bom dia</Speak>
<Speak voice="Polly.Aditi" language="en-IN">Hi</Speak>
<Speak voice="Polly.Penélope" language="es-US">Hola</Speak>
<Speak language="hi-IN">Namaste</Speak>
    error voice-language-mismatch 8011: expected a language that WOMAN speaks; got 'hi-IN' (hi-IN is spoken by Polly.Aditi)
<Speak voice="MAN" language="hi-IN">Namaste</Speak>
    error voice-language-mismatch 8011: expected a language that MAN speaks; got 'hi-IN' (hi-IN is spoken by Polly.Aditi)
<Speak voice="Polly.Aditi" language="mr-IN">Namaskar</Speak>
    error voice-language-mismatch 8011: expected a language that Polly.Aditi speaks; got 'mr-IN' (no voice of Plivo's speaks mr-IN)
<Speak voice="Polly.Amy" language="en-gb">Hello</Speak>
    warning voice-language-mismatch: expected a language that Polly.Amy speaks; got 'en-gb', which may not be known (did you mean 'en-GB'?)
<Speak voice="Polly.Amy-Neural" language="fr-FR">Bonjour</Speak>
    warning unknown-voice: expected a voice that Plivo lists; got 'Polly.Amy-Neural', which may be refused (did you mean 'Polly.Amy'?)
    warning voice-language-mismatch: expected a language that Polly.Amy speaks; got 'fr-FR', which may not be known (fr-FR is spoken by WOMAN, MAN, Polly.Lea, Polly.Celine, Polly.Mathieu)
<Speak voice="Polly.Zhiyu" language="zh-CN">Hello</Speak>
    error voice-language-mismatch 8011: expected a language that Polly.Zhiyu speaks; got 'zh-CN' (did you mean 'cmn-CN'?)
<Speak language="zh-CN">Hello</Speak>
    error voice-language-mismatch 8011: expected a language that WOMAN speaks; got 'zh-CN' (did you mean 'cmn-CN'?)
<Speak language="en">Hello</Speak>
    error voice-language-mismatch 8011: expected a language that WOMAN speaks; got 'en' (did you mean 'en-AU', 'en-GB' or 'en-US'?)
<Speak voice="Polly.Amy" language="en">Hello</Speak>
    error voice-language-mismatch 8011: expected a language that Polly.Amy speaks; got 'en' (did you mean 'en-GB'?)
<Speak voice="Polly.Amy" language="DE">Hallo</Speak>
    error voice-language-mismatch 8011: expected a language that Polly.Amy speaks; got 'DE' (did you mean 'de-DE'?)
<Speak language="en-NZ">Hello</Speak>
    error voice-language-mismatch 8011: expected a language that WOMAN speaks; got 'en-NZ' (did you mean 'en-AU', 'en-GB' or 'en-US'?)
<Speak voice="Polly.Celine" language="fr-CA">Bonjour</Speak>
    error voice-language-mismatch 8011: expected a language that Polly.Celine speaks; got 'fr-CA' (fr-CA is spoken by WOMAN, Polly.Chantal)
<Speak voice="MAN" language="ru-RU">Hello</Speak>
    warning missing-basic-voice: expected a voice that has ru-RU; got MAN, who may be another voice (ru-RU is spoken by WOMAN, Polly.Tatyana, Polly.Maxim)
<Speak language="pt-PT">Bom dia</Speak>
    warning missing-basic-voice: expected a voice that has pt-PT; got none, and WOMAN may be another voice (pt-PT is spoken by MAN, Polly.Ines, Polly.Cristiano)
<Speak voice="Polly.Nobody" language="hi-IN">Hi</Speak>
    warning unknown-voice: expected a voice that Plivo lists; got 'Polly.Nobody', which may be refused
""",
)
def test_a_voice_speaks_its_own_languages(inside: str, expected: list[str]) -> None:
    assert [spelled(one) for one in told(inside)] == expected


@table(
    ("inside", "expected"),
    r"""
<Speak/>
    warning empty-speech: expected words; got none, so nothing may be said
<Speak> <!-- words --> </Speak>
    warning empty-speech: expected words; got none, so nothing may be said
<Speak voice="Polly.Amy"><s> </s></Speak>
    warning empty-speech: expected words; got none, so nothing may be said
<Speak voice="Polly.Amy"><break/></Speak>
<Speak voice="Polly.Amy"><s><break time="1s"/></s></Speak>
<Speak voice="Polly.Amy"><sub alias="World Wide Web">WWW</sub></Speak>
<Speak voice="Polly.Amy"><p><s>Hello</s></p></Speak>
""",
)
def test_a_speak_has_words_or_a_break(inside: str, expected: list[str]) -> None:
    assert [spelled(one) for one in told(f"{inside}<Hangup/>")] == expected


def test_of_speech_that_a_tag_is_wrong_in_nothing_is_said_to_be_empty() -> None:
    assert [one.rule for one in told("<Speak><whisper/></Speak><Hangup/>")] == ["unknown-element"]


@pytest.mark.parametrize(
    ("attributes", "hint"),
    [
        ('inputType="speech" language="hi-IN"', None),
        ('inputType="dtmf speech" language="en-us"', "did you mean 'en-US'?"),
        ('inputType="speech" language="cmn-CN"', "did you mean 'zh-CN'?"),
        ('inputType="speech" language="es"', "did you mean 'es-ES' or 'es-US'?"),
    ],
)
def test_a_language_of_recognition_is_one_that_plivo_lists(
    attributes: str, hint: str | None
) -> None:
    (problem,) = told(ASK.format(f" {attributes}", "Say it"))

    assert (problem.rule, problem.severity, problem.hint) == (
        "recognition-language",
        "warning",
        hint,
    )
    assert problem.path == "/Response/GetInput/@language"


@pytest.mark.parametrize(
    "attributes",
    [
        'inputType="speech" language="zh-CN"',
        'inputType="speech"',
    ],
)
def test_of_other_languages_of_recognition_nothing_is_said(attributes: str) -> None:
    assert told(ASK.format(f" {attributes}", "Say it")) == []


def test_a_language_without_effect_is_none_of_recognition() -> None:
    (problem,) = told(ASK.format(' inputType="dtmf" language="hi-IN"', "Press 1"))

    assert problem.rule == "ignored-attribute"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("Enter your one-time code", "one-time code"),
        ("Enter the one time password", "one time password"),
        ("Your OTP please", "OTP"),
        ("Key in the verification code", "verification code"),
        ("Your access code", "access code"),
        ("Enter your confirmation code", "confirmation code"),
        ("Enter the authentication code", "authentication code"),
        ("Enter your PIN", "PIN"),
        ("Key in your card number", "card number"),
        ("And of your debit card number", "debit card number"),
        ("the last digits of your social security", "social security"),
        ("Now the security code", "security code"),
        ("Your password, by key", "password"),
        ("Enter your zip code", None),
        ("Enter the area code", None),
        ("Press 1 for one-time offers", None),
    ],
)
def test_what_is_asked_for_may_be_a_secret(words: str, asked: str | None) -> None:
    messages = [one.message for one in told(ASK.format(' inputType="dtmf"', words))]

    assert messages == [
        f'expected log="false" for {secret!r}; got input that may be kept'
        for secret in [asked]
        if secret is not None
    ]
