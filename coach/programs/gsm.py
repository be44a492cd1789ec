"""The alphabet of a text: what fits the phone network's own 7-bit set, and how to write the rest with it.

Knows nothing of templates, programs or languages; letters in, letters out.
Sources: 3GPP TS 23.038 (GSM 7-bit default alphabet and its extension table); Twilio docs, "Smart Encoding" (the character list).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
"""One septet each."""

EXTENSION = "\f^{}\\[~]|€"
"""Two septets each: an escape and the character."""

_SPACED = "\xa0\u2000\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\x8d\x9f\x80\x90\x9b"
_UNSEEN = "\x10\x00\x03\x04\x17\x19\x11\x12\x13\x14\u2060\u200b\u200c\ufeff"

_ALIKE = {
    '"': "«»“”ʺˮ‟„❝❞〝〞",
    "'": "‘’ʻˈʼʽʹ‛´ˊ`ˋ❛❜\u0313\u0314︐︑",
    "/": "÷⧸\u0337\u0338⁄∕",
    "1/4": "¼",
    "1/2": "½",
    "3/4": "¾",
    "\\": "⧹⧵\u20e5﹨",
    "_": "\u0332‗",
    "|": "\u20d2\u20d3∣⎸⎹⏐⎜⎟",
    "-": "⎼⎽―﹣‐⁃—–•",
    "@": "﹫",
    "$": "﹩",
    "!": "ǃ︕﹗",
    "#": "﹟",
    "%": "﹪",
    "&": "﹠",
    ",": "‚\u0326﹐﹑､、",
    "(": "❨❪﹙⟮⦅",
    ")": "❩❫﹚⟯⦆",
    "*": "⁎∗⊛✢✣✤✥✱✲✳✺✻✼✽❃❉❊❋⧆﹡",
    "+": "˖﹢",
    ".": "。﹒｡",
    ":": "ː˸⦂꞉︓",
    ";": "⁏︔﹔",
    "<": "﹤‹",
    "=": "\u0347꞊﹦",
    ">": "﹥›",
    "?": "︖﹖",
    "^": "ˆ\u0302\u1dcd",
    "{": "❴﹛",
    "}": "❵﹜",
    "~": "˜˷\u0303\u0330\u0334∼",
    "!!": "‼",
    "...": "…",
    " ": "\u2028\u2029\u2001",
    "  ": _SPACED,
    "       ": "\t",
    "": _UNSEEN,
}
_SMALL_CAPITALS = dict(zip("ABCDEFGHIJKLMNOPRSTUVWYZ", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
_WIDE = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_{|}~"
_NO_ACCENT = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ħ": "h"}

SMART = (
    {ord(seen): plain for plain, all_seen in _ALIKE.items() for seen in all_seen}
    | {ord(capital): letter for letter, capital in _SMALL_CAPITALS.items()}
    | {ord(letter) + 0xFEE0: letter for letter in _WIDE}
)
"""Code point -> what Twilio's smart encoding sends in its place."""

_OUTSIDE = re.compile(f"[^{re.escape(BASIC + EXTENSION)}]")
_GAPS = re.compile(r" {2,}")


def smart(text: str) -> str:
    """The text as Twilio's smart encoding would send it: typographic marks become their plain GSM-7 likeness, the rest stays."""
    return text.translate(SMART)


def fits(text: str) -> bool:
    """Whether every character is of the GSM-7 set, its extension included."""
    return _OUTSIDE.search(text) is None


def strangers(text: str) -> str:
    """The characters that are not of the GSM-7 set, each once, in order."""
    return "".join(dict.fromkeys(_OUTSIDE.findall(text)))


def typographic(text: str) -> str:
    """The text with letters composed (an e and its accent are one) and typographic marks made plain; letters keep their accents."""
    return smart(unicodedata.normalize("NFC", text))


def fold(text: str) -> str:
    """The text in GSM-7 alone: marks made plain, accents that GSM-7 lacks stripped, whatever has no likeness (emoji) dropped."""
    if fits(text):
        return text
    folded = _OUTSIDE.sub(_plain, unicodedata.normalize("NFC", text)).strip(" ")
    return _GAPS.sub(" ", folded) if "  " in folded else folded


def _plain(found: re.Match[str]) -> str:
    return plain_letter(found.group())


@lru_cache(maxsize=4096)
def plain_letter(letter: str) -> str:
    """The GSM-7 likeness of one character; empty when it has none."""
    marked = SMART.get(ord(letter))
    if marked is not None:
        return marked
    return _OUTSIDE.sub("", unicodedata.normalize("NFKD", _NO_ACCENT.get(letter, letter)))
