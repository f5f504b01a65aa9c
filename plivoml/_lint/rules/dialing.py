"""Dialing: numbers, SIP addresses and headers."""

from __future__ import annotations

import re

from collections.abc import Iterator, Mapping
from typing import Final

from ..._model.change import Change, renamed
from ..._model.diagnostic import Diagnostic, instead, shown
from ..._model.nodes import elements_in
from ..._model.rule_names import RuleName
from ..._model.types import SipHeaders
from ...elements.routing import Dial, Number
from ..rule import Family, Given, Rule, takes


family: Final = Family()

_INVALID_DESTINATION: Final = 2000
_TO = '<Response><Dial action="https://example.com/done/">{}</Dial></Response>'
_WHATSAPP = (
    '<Response><Dial action="https://example.com/done/" callType="whatsapp">{}</Dial></Response>'
)
_E164: Final = re.compile("[+]?[1-9][0-9]{6,14}").fullmatch
_SIP: Final = re.compile("sips?:|[^@ ]+@[^@ ]+$", re.IGNORECASE).match
# Plivo drops what starts with one of these, in any case.
_RESERVED: Final = ("ph-", "plivo", "fs-", "sipauth", "zt-", "twilio")

family.reader_rules(
    Rule(
        name=RuleName.SIP_AUTH_PAIR,
        severity="error",
        says="A name and a password for SIP go together; one without the other is refused.",
        wrong=_TO.format('<User sipAuthUsername="alice">sip:alice@example.com</User>'),
        right=_TO.format("<User>sip:alice@example.com</User>"),
    ),
)


@family.rule(
    Rule(
        name=RuleName.SIP_URI_IN_NUMBER,
        severity="warning",
        says="Number rings phone numbers; a SIP address in it may fail. User rings those.",
        wrong=_TO.format("<Number>sip:alice@phone.plivo.com</Number>"),
        right=_TO.format("<User>sip:alice@phone.plivo.com</User>"),
        hangup_code=_INVALID_DESTINATION,
    ),
    Number,
)
def _sip_uri(number: Number) -> Iterator[Diagnostic]:
    text = number.number
    if _SIP(text):
        message = f"expected a phone number; got {shown(text)}, which may fail"
        address = text if text.lower().startswith("sip") else f"sip:{text}"
        change = renamed("Number", "User", is_safe=False).replace(text=address)
        yield Diagnostic(message, instead(f"<User>{address}</User>", "<User>"), change=change)


@family.rule(
    Rule(
        name=RuleName.NUMBER_NOT_E164,
        severity="warning",
        says=(
            "A number is written in international form, with its country code and without blanks "
            "or signs, such as +15550100123. Another one may not be reached."
        ),
        wrong=_TO.format("<Number>(555) 010-0123</Number>"),
        right=_TO.format("<Number>+15550100123</Number>"),
        hangup_code=_INVALID_DESTINATION,
    ),
    Number,
)
def _not_e164(number: Number) -> Iterator[Diagnostic]:
    if not _E164(number.number) and not _SIP(number.number):
        message = (
            f"expected a number such as +15550100123; got {shown(number.number)}, which may not be "
            "reached"
        )
        yield Diagnostic(message)


@family.value_rule(
    Rule(
        name=RuleName.RESERVED_SIP_HEADER,
        severity="warning",
        says=(
            "SIP headers whose names start with PH-, Plivo, FS-, SipAuth, ZT- or Twilio, and "
            "ClientRegion, may be dropped without a word."
        ),
        wrong=_TO.format('<Number sipHeaders="PlivoRef=1">+15550100123</Number>'),
        right=_TO.format('<Number sipHeaders="Ref=1">+15550100123</Number>'),
    ),
    takes(SipHeaders),
)
def _reserved(given: Given) -> Iterator[Diagnostic]:
    for name in dict.fromkeys(names_of(given.value)):
        if _is_reserved(name):
            message = (
                f"expected a name that is not reserved; got {shown(name)}, which may be dropped"
            )
            yield Diagnostic(message)


_NAME: Final = re.compile("[A-Za-z0-9]*").fullmatch
_VALUE: Final = re.compile("[A-Za-z0-9%]*").fullmatch
_LONGEST_NAME: Final = 24
_LONGEST_VALUE: Final = 120

# Of how many characters a value is at most that is written anew for each mistake in it.
_LONGEST_REWRITTEN: Final = 512


@family.value_rule(
    Rule(
        name=RuleName.SIP_HEADER_FORM,
        severity="warning",
        says=(
            "Names of SIP headers are letters and digits, a capital first, 24 at most; values are "
            "letters, digits and %, 120 at most. Others may not arrive."
        ),
        wrong=_TO.format('<Number sipHeaders="X-Lead-Id=12">+15550100123</Number>'),
        right=_TO.format('<Number sipHeaders="Leadid=12">+15550100123</Number>'),
        fixable=_TO.format('<Number sipHeaders="leadid=12">+15550100123</Number>'),
    ),
    takes(SipHeaders),
)
def _header_form(given: Given) -> Iterator[Diagnostic]:
    text = given.text
    for pair in dict.fromkeys(text.split(",")):
        name, equals, value = pair.partition("=")
        if not _is_reserved(name):
            for wrong in _misformed(name, equals, value):
                yield wrong if wrong.hint is None else wrong.replace(change=_capital(text, pair))


def _capital(text: str, pair: str) -> Change | None:
    if len(text) > _LONGEST_REWRITTEN:
        return None
    pairs = (one[0].upper() + one[1:] if one == pair else one for one in text.split(","))
    return Change("Write a capital first", is_safe=False, text=",".join(pairs))


def _misformed(name: str, equals: str, value: str) -> Iterator[Diagnostic]:
    hint = None
    if not equals:
        wanted, got = "name=value", shown(name)
    elif not name or not _NAME(name):
        wanted, got = "letters and digits in the name of a SIP header", shown(name)
    elif not _VALUE(value):
        wanted, got = "letters, digits and % in the value of a SIP header", shown(value)
    elif len(name) > _LONGEST_NAME:
        wanted, got = f"a name of {_LONGEST_NAME} characters at most", f"{len(name)}"
    elif len(value) > _LONGEST_VALUE:
        wanted, got = f"a value of {_LONGEST_VALUE} characters at most", f"{len(value)}"
    elif not name[0].isupper():
        wanted, got = "a capital first in the name of a SIP header", shown(name)
        hint = f"write {shown(name[0].upper() + name[1:])}" if name[0].isalpha() else None
    else:
        return
    yield Diagnostic(f"expected {wanted}; got {got}, which may not arrive", hint)


@family.rule(
    Rule(
        name=RuleName.WHATSAPP_NUMBER,
        severity="warning",
        says="A WhatsApp call rings no phone number: whom it rings stands in a User.",
        wrong=_WHATSAPP.format("<Number>+15550100123</Number>"),
        right=_WHATSAPP.format("<User>+15550100123</User>"),
    ),
    Dial,
)
def _whatsapp(dial: Dial) -> Iterator[Diagnostic]:
    if dial.call_type == "whatsapp":
        for number in elements_in(dial):
            if isinstance(number, Number):
                # What a User cannot hold either is not written into one.
                is_number = _E164(number.number)
                yield Diagnostic(
                    "expected User for a WhatsApp call; got Number, which may not be reached",
                    instead(f"<User>{number.number if is_number else '...'}</User>", "<User>"),
                    element=number,
                    change=renamed("Number", "User", is_safe=False) if is_number else None,
                )


def _is_reserved(name: str) -> bool:
    return name.lower().startswith(_RESERVED) or name == "ClientRegion"


def names_of(headers: Mapping[str, str] | str) -> list[str]:
    """Return the names of headers, which may be kept as their text."""
    if isinstance(headers, str):
        return [pair.partition("=")[0].strip() for pair in headers.split(",")]
    return list(headers)
