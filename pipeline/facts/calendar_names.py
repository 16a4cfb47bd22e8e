"""English names of months and weekdays, with the abbreviations of the Associated Press."""

from __future__ import annotations

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
# The Associated Press abbreviates these; March to July stay whole.
SHORT_MONTHS = {1: "Jan.", 2: "Feb.", 8: "Aug.", 9: "Sept.", 10: "Oct.", 11: "Nov.", 12: "Dec."}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
KOREAN_WEEKDAYS = "월화수목금토일"


def month_names(month: int) -> tuple[str, ...]:
    """`("October", "Oct.")`; one name where there is no abbreviation. `month` counts from 1."""
    return (MONTHS[month - 1], SHORT_MONTHS[month]) if month in SHORT_MONTHS else (MONTHS[month - 1],)


def weekday_names(weekday: int) -> tuple[str, ...]:
    """`("Monday",)`; `weekday` counts from 0, Monday."""
    return (WEEKDAYS[weekday],)
