"""What a line is by its own look: a caption, a notice, a byline, a dateline, or none of these."""

from __future__ import annotations

import re

from pipeline.reading import bylines
from pipeline.records import BlockKind

SENTENCE_END = re.compile(r"[.?!。！？][\"'”’」』)\]〉》>]*$")
"""How a line ends where a sentence ends with it."""
_FULL_STOP = re.compile(r"[.。][\"'”’」』)\]〉》>]*$")
_LONGEST_HEADLINE = 100
"""Twice the longest headline of our training articles, in characters."""
_LONGEST_CAPTION = 250
_LONGEST_NOTICE = 200
_LONGEST_CREDIT = 90
_SENTENCES = re.compile(r"[.?!](?=\s|$)")
_MOST_SENTENCES = 2
"""Sentences of a caption; a point of a list, with its ▲, may go on for a paragraph."""

_PHOTO = r"(?:사진|그림|포토|이미지|그래픽|자료\s?사진)"
_CAPTION_START = (
    rf"[\[(<【〔]\s?{_PHOTO}\s?(?:제공|설명)?\s?\d*\s?[\])>】〕=:／/]|[/|]?\s?{_PHOTO}\s?(?:제공|설명|출처)?\s?\d*\s?[=:]|[▲△▼◀▶]\s?\S"
)
_OUTLET = r"[가-힣A-Za-z0-9○·]{2,20}"
_CREDIT = (
    rf"(?:\s?[/|(\[<]\s?{_PHOTO}\s?(?:제공|출처)?\s?[=:]\s?[^\])>]{{1,40}}[\])>]?|(?<=[.다])\s?[/|(\[]?\s?(?:{_PHOTO}\s?[=:]?\s?)?"
    rf"(?:{_OUTLET}\s){{0,2}}{_OUTLET}\s?제공\s?[\])]?|(?<=[.다])\s?[ⓒ©]\s?{_OUTLET}(?:\s{_OUTLET})?)$"
)
"""A photo credit at the end of a line. The long patterns stay strings: `re` compiles them when they are first used, and keeps them."""
_CREDIT_ALONE = (
    rf"[/(\[]?\s?(?:{_PHOTO}\s?[=:]?\s?)?[가-힣A-Za-z0-9○]{{1,14}}"
    r"(?:교육청|학교|시청|군청|도청|구청|교육부|대학|일보|신문|뉴스|센터|위원회|초|중|고|독자)\s?제공\s?[)\]]?"
)
_LABELLED = re.compile(r"[▲△▼◀▶]\s?[가-힣 ·]{1,12}\s?[:：]")
_NOTICE_START = (
    r"\W*(?:저작권자(?![의가는와를]\s|에게)|[ⓒ©]|(?i:copyright|\(c\)|all rights reserved)"
    r"|본\s?(?:기사|저작물|콘텐츠)(?:는|은|의)\s.{0,40}(?:저작권|무단))"
)
_NOTICE = (
    r"무단\s?(?:전재|복제|배포|도용|사용)[^다]{0,40}(?:금지|금합|금함|불허)|재배포\s?금지|[Aa][Ii]\s?학습\s?(?:및\s?활용|이용|데이터\s?이용|활용)?(?:을|를)?\s?금지"
    r"|(?i:all rights reserved)"
    r"|(?:기사|뉴스)?\s?제보(?:는|를|하기|[:：]|\s기다)[^다]{0,40}(?:[:：@☎]|\d{3,4}-\d{4}|기다립니다|바랍니다|받습니다|주세요|$)"
    r"|(?:카카오톡|카톡|이메일|전화)\s?[:：▶]?.{0,30}제보|(?:구독|뉴스레터|알림\s?설정|채널\s?추가)\s?(?:신청|하기|버튼|설정|누르|해\s?주세요|부탁).{0,20}$"
)
_ORDINARY = re.compile(r"(?<![금립랍받])니다\.$|(?<!니)다\.[\"'”’)]*$")
_COVER = re.compile(
    r"[\[<〈\-–\s]*(?:(?:[가-힣]{1,14}(?:부|처|청|원|시|도|군|구|회|학교)\s+)?보\s?도\s?(?:참\s?고\s?|설\s?명\s?|해\s?명\s?)?자\s?료|끝)[\]>〉\-–.\s]*"
)
_CROSSHEAD = re.compile(r"[◇◆■□▶▷●◎☐▣]\s?\S")
_MARKED = re.compile(r"[-–—ㅡ∙·•ㅇ○◦◇◆▶▷■□△▣※]\s?\S")
_SPEAKER = re.compile(r"(?:[가-힣A-Za-z]{1,8}|[QA]\d*)\s?[:：.]")


def kind_of(line: str, *, first: bool = False) -> BlockKind | None:
    """The kind of a whole line, None for running text and headlines.

    `first` says that no headline was seen yet: then only unmistakable bylines and captions count.
    """
    if bylines.dateline(line) is not None:
        return "dateline"
    if _COVER.fullmatch(line):
        return "notice"
    if is_caption(line):
        return "caption"
    if re.match(_NOTICE_START, line) if first else is_notice(line):
        return "notice"
    return "byline" if bylines.is_byline(line, strict=first) else None


def is_caption(line: str) -> bool:
    """`[사진] ...`, `▲ ...`, `사진=...`, or a sentence with a photo credit after it. Several ▲ in a line make a list, no caption."""
    if len(line) > _LONGEST_CAPTION or sum(map(line.count, "▲△▼")) > 1 or _LABELLED.match(line):
        return False
    if re.match(_CAPTION_START, line) and len(_SENTENCES.findall(line)) <= _MOST_SENTENCES:
        return line[0] not in "◀▶" or credit_start(line) is not None
    if re.fullmatch(_CREDIT_ALONE, line):
        return True
    start = credit_start(line)
    return start is not None and line.count("다.", 0, start) <= 1


def credit_start(line: str) -> int | None:
    """Where a photo credit at the end of a line begins, None where there is none."""
    skipped = max(0, len(line) - _LONGEST_CREDIT)
    credit = re.search(_CREDIT, line[skipped:])
    return None if credit is None else skipped + credit.start()


def is_notice(line: str) -> bool:
    """Copyright, reuse, tip-off and subscription lines; not a sentence that speaks of such things."""
    if len(line) > _LONGEST_NOTICE:
        return False
    return re.match(_NOTICE_START, line) is not None or (re.search(_NOTICE, line) is not None and _ORDINARY.search(line) is None)


def looks_like_headline(line: str) -> bool:
    """Short and not a plain sentence."""
    return len(line) <= _LONGEST_HEADLINE and _FULL_STOP.search(line) is None


def looks_like_subheadline(line: str) -> bool:
    """A line below the headline that is short and does not end like a sentence; a marked one may end in an exclamation mark."""
    if len(line) > _LONGEST_HEADLINE or _SPEAKER.match(line):
        return False
    return SENTENCE_END.search(line) is None or (_MARKED.match(line) is not None and line.endswith("!"))


def is_crosshead(line: str) -> bool:
    """A heading between paragraphs: a geometric mark and a short line that does not end like a sentence."""
    return len(line) <= _LONGEST_HEADLINE // 2 and _CROSSHEAD.match(line) is not None and SENTENCE_END.search(line) is None


def is_marked(line: str) -> bool:
    """Whether a line starts a point of its own: a bullet, a number, a label with a colon, a dash of speech."""
    return (
        re.match(r"[-–—ㅡ∙·•ㅇ○◦◇◆▶▷■□△▲▼▣※☞*]\s?\S|\(?\d{1,2}[.)]\s|[①-⑳㉠-㉻]|[가-하][.)]\s|[가-힣A-Za-z ]{1,8}\s?[:：]\s", line)
        is not None
    )
