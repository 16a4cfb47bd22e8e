"""Revised Romanization of Korean (Ministry of Culture and Tourism notice 2000-8), with its sound changes.

A word is first respelled as it is pronounced (assimilation, linking, palatalization, aspiration; tensification is not shown), then
written syllable by syllable. Personal names show no change between syllables, place names none across the hyphen of their unit.
"""

from __future__ import annotations

INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
VOWELS = ("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i")
INITIAL_JAMO = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
FINAL_JAMO = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_I = 20  # the vowel i, after which d and t turn into j and ch
_YEO = 6

_CLOSED = {"": "", **dict.fromkeys("ㄱㄲㄳㄺㅋ", "ㄱ"), **dict.fromkeys("ㄴㄵㄶ", "ㄴ"), **dict.fromkeys("ㄷㅌㅅㅆㅈㅊㅎ", "ㄷ")}
_CLOSED |= {**dict.fromkeys("ㄹㄼㄽㄾㅀ", "ㄹ"), **dict.fromkeys("ㅁㄻ", "ㅁ"), **dict.fromkeys("ㅂㅍㅄㄿ", "ㅂ"), "ㅇ": "ㅇ"}
_FINAL_LETTERS = {"": "", "ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅇ": "ng"}
_SPLIT = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅈ": "ㅊ"}

UNITS = {"도": "do", "시": "si", "군": "gun", "구": "gu", "읍": "eup", "면": "myeon", "리": "ri", "동": "dong", "가": "ga"}
"""Administrative units, written after a hyphen."""

_INSERTED_N = {"학여울": "항녀울", "알약": "알략", "신문로": "신문노", "의견란": "의견난", "생산량": "생산냥"}
"""Words whose pronunciation no rule gives: an n is inserted, or n and l meet as nn. Respelled, so that the rules do the rest."""


def is_hangul(text: str) -> bool:
    """Whether `text` is made of Hangul syllables alone, and is not empty."""
    return bool(text) and all("가" <= character <= "힣" for character in text)


def romanize(word: str, *, noun: bool = True) -> str:
    """A Korean word in Revised Romanization, in lower case, with the sound changes that the standard shows; other characters stay.

    In nouns an h after k, t or p is written (묵호 mukho), elsewhere the two melt (놓다 nota, 잡혀 japyeo); ㅎ before a plain stop
    melts in both.
    """
    out: list[str] = []
    run = ""
    for character in _INSERTED_N.get(word, word):
        if "가" <= character <= "힣":
            run += character
            continue
        out.append(_write(_pronounce(run, noun)))
        out.append(character)
        run = ""
    out.append(_write(_pronounce(run, noun)))
    return "".join(out)


def romanize_name(hangul: str) -> str:
    """A given name: syllable by syllable, without sound changes, joined and capitalized (복남 Boknam, 빛나 Bitna)."""
    return "".join(_syllable_letters(character) for character in hangul).capitalize()


def romanize_place(name: str) -> str:
    """A place name, capitalized, with its administrative unit after a hyphen (종로구 Jongno-gu, 봉천1동 Bongcheon 1-dong).

    A single syllable is no unit (동 Dong). Natural features take no hyphen: they are `romanize`d (독도 Dokdo).
    """
    unit, stem = name[-1:], name[:-1]
    if unit not in UNITS or not stem:
        return romanize(name).capitalize()
    number = ""
    while stem[-1:].isdigit():
        number, stem = stem[-1] + number, stem[:-1]
    if not stem:
        return f"{number}-{UNITS[unit]}"
    return romanize(stem).capitalize() + (f" {number}" if number else "") + f"-{UNITS[unit]}"


def _letters(character: str) -> tuple[int, int, int]:
    index = ord(character) - 0xAC00
    return index // 588, index % 588 // 28, index % 28


def _syllable_letters(character: str) -> str:
    if not "가" <= character <= "힣":
        return character
    initial, vowel, final = _letters(character)
    return INITIALS[initial] + VOWELS[vowel] + _FINAL_LETTERS[_CLOSED[FINAL_JAMO[final]]]


def _pronounce(run: str, noun: bool) -> list[tuple[str, int, str]]:
    """The syllables of a run of Hangul as (initial, vowel, final) after the sound changes; finals are closed ones."""
    syllables = [(INITIAL_JAMO[i], v, FINAL_JAMO[f]) for i, v, f in map(_letters, run)]
    for at in range(len(syllables)):
        initial, vowel, final = syllables[at]
        if at + 1 == len(syllables):
            syllables[at] = (initial, vowel, _CLOSED[final])
            continue
        following, next_vowel, next_final = syllables[at + 1]
        final, following = _meet(final, following, next_vowel, noun)
        syllables[at], syllables[at + 1] = (initial, vowel, final), (following, next_vowel, next_final)
    return syllables


def _meet(final: str, initial: str, vowel: int, noun: bool) -> tuple[str, str]:
    """What becomes of a final consonant and the initial of the next syllable."""
    if initial == "ㅇ":
        return _link(final, vowel)
    if initial == "ㅎ" and final:
        return _before_h(final, vowel, noun)
    if final in ("ㅎ", "ㄶ", "ㅀ") and initial in _ASPIRATED:
        return _CLOSED[final] if final != "ㅎ" else "", _ASPIRATED[initial]
    if final == "ㅎ" and initial == "ㅅ":
        return "", "ㅆ"
    return _assimilate(_CLOSED[final], initial)


def _link(final: str, vowel: int) -> tuple[str, str]:
    """A final before a vowel moves over; d and t turn into j and ch before i; h falls silent."""
    if final in ("", "ㅇ"):
        return final, "ㅇ"
    if final in ("ㄷ", "ㅌ", "ㄾ") and vowel == _I:
        return "ㄹ" if final == "ㄾ" else "", "ㅈ" if final == "ㄷ" else "ㅊ"
    cluster = _SPLIT.get(final, "")
    stays, moves = (cluster[0], cluster[1]) if cluster else ("", final)
    if moves == "ㅎ":
        return ("", stays) if stays else ("", "ㅇ")
    return stays, moves


def _before_h(final: str, vowel: int, noun: bool) -> tuple[str, str]:
    closed = _CLOSED[final]
    if final in ("ㄷ", "ㅌ") and vowel in (_I, _YEO):
        return "", "ㅊ"
    if final in ("ㅈ", "ㄵ"):
        return ("ㄴ" if final == "ㄵ" else ""), "ㅊ"
    if not noun and closed in ("ㄱ", "ㄷ", "ㅂ"):
        stays = "ㄹ" if final in ("ㄺ", "ㄼ") else ""
        return stays, {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ"}[closed]
    return closed, "ㅎ"


def _assimilate(final: str, initial: str) -> tuple[str, str]:
    """Stops before nasals and l turn nasal, l after a nasal or stop turns n, n beside l turns l."""
    if initial in ("ㄴ", "ㅁ") and final in _NASAL:
        return _NASAL[final], initial
    if initial == "ㄹ" and final in ("ㄱ", "ㄷ", "ㅂ", "ㅁ", "ㅇ"):
        return _NASAL.get(final, final), "ㄴ"
    if (final, initial) in (("ㄴ", "ㄹ"), ("ㄹ", "ㄴ")):
        return "ㄹ", "ㄹ"
    return final, initial


def _write(syllables: list[tuple[str, int, str]]) -> str:
    out, before = "", ""
    for initial, vowel, final in syllables:
        onset = "l" if initial == "ㄹ" and before == "ㄹ" else INITIALS[INITIAL_JAMO.index(initial)]
        out += onset + VOWELS[vowel] + _FINAL_LETTERS[final]
        before = final
    return out
