"""Names of voices and languages that an editor completes; others are taken as well."""

from __future__ import annotations

from typing import Literal, TypeAlias


# ruff lays a list out by one item on a line, which would be a page of names.
# fmt: off
PollyVoice: TypeAlias = Literal[
    "Polly.Zeina", "Polly.Zhiyu", "Polly.Gwyneth", "Polly.Naja", "Polly.Mads", "Polly.Vicki",
    "Polly.Marlene", "Polly.Hans", "Polly.Nicole", "Polly.Russell", "Polly.Amy", "Polly.Emma",
    "Polly.Brian", "Polly.Geraint", "Polly.Raveena", "Polly.Joanna", "Polly.Salli",
    "Polly.Kendra", "Polly.Kimberly", "Polly.Ivy", "Polly.Matthew", "Polly.Justin",
    "Polly.Joey", "Polly.Conchita", "Polly.Enrique", "Polly.Lucia", "Polly.Mia",
    "Polly.Penelope", "Polly.Lupe-Standard", "Polly.Miguel", "Polly.Chantal", "Polly.Lea",
    "Polly.Celine", "Polly.Mathieu", "Polly.Aditi", "Polly.Dora", "Polly.Karl", "Polly.Carla",
    "Polly.Giorgio", "Polly.Bianca", "Polly.Mizuki", "Polly.Takumi", "Polly.Seoyeon",
    "Polly.Liv", "Polly.Lotte", "Polly.Ruben", "Polly.Ewa", "Polly.Maja", "Polly.Jacek",
    "Polly.Jan", "Polly.Vitória", "Polly.Ricardo", "Polly.Ines", "Polly.Cristiano",
    "Polly.Carmen", "Polly.Tatyana", "Polly.Maxim", "Polly.Astrid", "Polly.Filiz",
]

SpokenLanguage: TypeAlias = Literal[
    "arb", "cmn-CN", "cy-GB", "da-DK", "de-DE", "en-AU", "en-GB", "en-GB-WLS", "en-IN", "en-US",
    "es-ES", "es-MX", "es-US", "fr-CA", "fr-FR", "hi-IN", "is-IS", "it-IT", "ja-JP", "ko-KR",
    "nb-NO", "nl-NL", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "ru-RU", "sv-SE", "tr-TR",
]

RecognizedLanguage: TypeAlias = Literal[
    "de-DE", "en-AU", "en-GB", "en-US", "es-ES", "es-US", "fr-FR", "it-IT", "ja-JP", "pt-BR",
    "zh-CN",
]
# fmt: on
