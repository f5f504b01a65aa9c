"""What a caller says into a stream: a tone like a voice's, or the samples of a WAV file."""

from __future__ import annotations

import math
import sys
import wave

from array import array
from pathlib import Path
from typing import Final

from ...streams import Format


_LOUDEST: Final = 32_635
_BIAS: Final = 132
_SIGN: Final = 0x80

#: A low voice: the pitch, and how loud each of its harmonics is.
_PITCH: Final = 130
_HARMONICS: Final = (0.5, 0.25, 0.25, 0.2, 0.1, 0.05)
_VOLUME: Final = 9000
_SYLLABLE: Final = 0.25  # seconds


def tone(seconds: float, form: Format) -> bytes:
    """Return a buzz at the pitch of a voice, which rises and falls as syllables do."""
    rate = form.sample_rate
    samples = array("h")
    for index in range(round(seconds * rate)):
        at = index / rate
        loud = 0.6 + 0.4 * math.cos(2 * math.pi * at / _SYLLABLE)
        wave_form = sum(
            share * math.sin(2 * math.pi * _PITCH * number * at)
            for number, share in enumerate(_HARMONICS, 1)
        )
        samples.append(round(_VOLUME * loud * wave_form))
    return _encoded(samples, form)


def samples_of(path: Path, form: Format) -> bytes:
    """
    Return the sound of a WAV file as a stream carries it.

    Raises:
        ValueError: It is no mono file of 16 bits at the rate of the stream.
    """
    try:
        with wave.open(str(path), "rb") as file:
            kind = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            samples = array("h" if kind[1] == 2 else "b", file.readframes(file.getnframes()))  # noqa: PLR2004 - bytes of a sample
    except (wave.Error, EOFError) as error:
        msg = f"{path}: expected a WAV file of 16 bits; got {error}"
        raise ValueError(msg) from None
    if kind != (1, 2, form.sample_rate):
        channels = "mono" if kind[0] == 1 else f"{kind[0]} channels"
        msg = (
            f"{path}: expected mono, 16 bits, {form.sample_rate} Hz; got {channels}, "
            f"{8 * kind[1]} bits, {kind[2]} Hz. Convert it first: soxr.resample(samples, "
            f"{kind[2]}, {form.sample_rate}), of the package soxr, or ffmpeg -ac 1 -ar "
            f"{form.sample_rate}"
        )
        raise ValueError(msg)
    if sys.byteorder == "big":  # pragma: no cover - a WAV file is little-endian
        samples.byteswap()
    return _encoded(samples, form)


def save(path: Path, sound: bytes, form: Format) -> None:
    """Write the sound of a stream as a WAV file of 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(form.sample_rate)
        file.writeframes(_decoded(sound, form))


def seconds_of(size: int, form: Format) -> float:
    """Return how long so many bytes are."""
    return size / form.chunk_bytes / 50


def _encoded(samples: array[int], form: Format) -> bytes:
    if form.encoding == "audio/x-mulaw":
        return bytes(map(_mulaw, samples))
    if sys.byteorder == "big":  # pragma: no cover - the samples of a stream are little-endian
        samples.byteswap()
    return samples.tobytes()


def _decoded(sound: bytes, form: Format) -> bytes:
    if form.encoding != "audio/x-mulaw":
        return sound
    samples = array("h", map(_linear, sound))
    if sys.byteorder == "big":  # pragma: no cover - as above
        samples.byteswap()
    return samples.tobytes()


def _mulaw(sample: int) -> int:
    """Encode a sample by G.711."""
    sign = _SIGN if sample < 0 else 0
    size = min(abs(sample), _LOUDEST) + _BIAS
    exponent = size.bit_length() - 8
    return ~(sign | exponent << 4 | (size >> exponent + 3) & 15) & 0xFF


def _linear(byte: int) -> int:
    """Decode a sample by G.711."""
    inverted = byte ^ 0xFF
    exponent, mantissa = inverted >> 4 & 7, inverted & 15
    size = ((mantissa << 3) + _BIAS << exponent) - _BIAS
    return -size if inverted & _SIGN else size
