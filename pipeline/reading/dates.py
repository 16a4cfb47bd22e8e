"""Dates as Korean pages, press releases and exports write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

DATE = (
    r"(?P<year>(?:19|20)\d\d|['’‘]\d\d)\s?(?:년|[.\-/])\s?(?P<month>\d{1,2})\s?(?:월|[.\-/])\s?(?P<day>\d{1,2})(?!\d)(?:\s?일|\.(?!\d))?"
    r"|(?<!\d)(?P<packed>(?:19|20)\d{6})(?!\d)"
)
"""2025-10-27, 2025.10.27., 2025. 10. 27., 2025/10/27, 2025년 10월 27일, ’25. 10. 27., 20251027."""


KOREA = timezone(timedelta(hours=9), "KST")


def korean_day(moment: datetime) -> str:
    """The ISO day in Korea: a feed that writes 23:30 in Greenwich means the next morning. A moment without a zone is taken as it is."""
    return (moment.astimezone(KOREA) if moment.tzinfo is not None else moment).date().isoformat()


def iso_date(text: str) -> str | None:
    """The first date in `text` as YYYY-MM-DD, None where there is none or it is not in the calendar. Times are left aside."""
    found = re.search(DATE, text)
    if found is not None:
        return of_match(found)
    try:
        return korean_day(parsedate_to_datetime(text))
    except (TypeError, ValueError, IndexError):
        return None


def of_match(found: re.Match[str]) -> str | None:
    """The date that `DATE` matched, None for one like 2025-02-30."""
    if found["packed"]:
        year, month, day = found["packed"][:4], found["packed"][4:6], found["packed"][6:]
    else:
        year, month, day = found["year"], found["month"], found["day"]
    try:
        return date(int("20" + year[1:] if len(year) == 3 else year), int(month), int(day)).isoformat()
    except ValueError:
        return None
