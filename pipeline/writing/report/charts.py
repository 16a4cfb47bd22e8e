"""Charts as SVG whose marks are links: pygal draws, and what it adds for pages of its own (styles, scripts, ids) is taken out.

The page's style sheet colours them, so that they are dark in the dark; labels and links stay text for screen readers.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

WIDTH = 420
"""Pixels. Narrow, so that the letters are still read where a phone scales the drawing down."""
BAR_HEIGHT, FRAME, MOST_LABELS = 26, 50, 12
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar: what stands at the axis, its value, what a reader hears, and where it leads (None: nowhere)."""

    label: str
    value: float
    meaning: str
    link: str | None = None


def _pygal() -> Any:
    """pygal, without the finder that it puts on sys.meta_path for map plugins: one of the form that Python 3.12 no longer knows."""
    import pygal

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]
    return pygal


def ranked(title: str, marks: Sequence[Mark], digits: int = 0) -> Markup:
    """Bars from left to right, the first on top."""
    chart = _pygal().HorizontalBar(
        height=FRAME + BAR_HEIGHT * len(marks),
        margin_left=22,  # pygal takes letters for narrower than they are
        print_values=True,
        truncate_label=34,
        **_options(),
        value_formatter=lambda one: f"{one:,.{digits}f}",
    )
    backwards = list(reversed(marks))
    chart.x_labels = [mark.label for mark in backwards]
    if not digits:
        chart.y_labels = _whole_steps(marks, 4)
    chart.add(title, [_value(mark) for mark in backwards])
    return _drawn(chart, title, upwards=True)


def columns(title: str, marks: Sequence[Mark]) -> Markup:
    """Upright bars in the order given; of many labels some are shown."""
    chart = _pygal().Bar(
        height=260,
        x_label_rotation=40 if len(marks) > 4 else 0,
        show_minor_x_labels=False,
        **_options(),
        value_formatter=lambda one: f"{one:,.0f}",
    )
    chart.x_labels = [mark.label for mark in marks]
    chart.x_labels_major = [mark.label for mark in marks][:: max(1, -(-len(marks) // MOST_LABELS))]
    chart.y_labels = _whole_steps(marks, 6)
    chart.add(title, [_value(mark) for mark in marks])
    return _drawn(chart, title)


def scatter(title: str, points: Sequence[Mark], places: Sequence[float], diagonal: bool = False) -> Markup:
    """Points at (`places`, value) in the unit square; `diagonal` draws where both are the same."""
    pygal = _pygal()

    def told(place: float) -> str:
        return f"{place:.1f}"

    chart = pygal.XY(height=360, range=(0, 1), xrange=(0, 1), dots_size=5, value_formatter=told, x_value_formatter=told, **_options())
    chart.add(title, [{"value": (place, mark.value), "label": mark.meaning} for place, mark in zip(places, points, strict=True)])
    if diagonal:
        chart.add("as sure as right", [(0, 0), (1, 1)], show_dots=False)
    return _drawn(chart, title)


def _whole_steps(marks: Sequence[Mark], most: int) -> list[int]:
    """Where counts have lines: at most so many, from zero up to the largest count."""
    top = max(1, *(round(mark.value) for mark in marks))
    step = next(lead * 10**power for power in range(12) for lead in (1, 2, 5) if top <= lead * 10**power * most)
    return list(range(0, top + 1, step))


def _options() -> dict[str, Any]:
    from pygal.style import Style

    style = Style(label_font_size=10, major_label_font_size=10, value_font_size=11, font_family="sans-serif")
    return {
        "width": WIDTH,
        "show_legend": False,
        "js": [],
        "style": style,
        "margin": 8,
        "margin_right": 16,
        "disable_xml_declaration": True,
        "max_scale": 6,
    }


def _value(mark: Mark) -> dict[str, Any] | None:
    if not mark.value:
        return None
    link = {"xlink": {"href": mark.link, "target": "_self"}} if mark.link else {}
    return {"value": mark.value, "label": mark.meaning, **link}


def _drawn(chart: Any, title: str, *, upwards: bool = False) -> Markup:
    """`upwards`: pygal drew from the bottom; keyboards and screen readers begin at the top."""
    from lxml import etree  # type: ignore[import-untyped]

    root = etree.fromstring(chart.render())
    for name in ("defs", "style", "script"):
        for element in list(root.iter(SVG + name)):
            element.getparent().remove(element)
    for element in list(root.iter(SVG + "title")):
        element.getparent().remove(element)
    for element in list(root.iter(SVG + "g")):
        if "tooltip-overlay" in element.get("class", ""):
            element.getparent().remove(element)
    for told in [one for one in root.iter(SVG + "desc") if one.get("class") == "label"]:
        _name(told.getparent(), told.text or "", etree)
    for element in list(root.iter(SVG + "desc")):
        element.getparent().remove(element)
    for bars in [one for one in root.iter(SVG + "g") if one.get("class") == "bars"] if upwards else []:
        bars[:] = reversed(bars)
    for name in ("id", "width", "height"):
        root.attrib.pop(name, None)
    root.set("class", "chart")
    root.set("role", "group")
    root.set("aria-label", title)
    for comment in list(root.iter(etree.Comment)):
        comment.getparent().remove(comment)
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 (an XML writer escaped it)


def _name(owner: Any, meaning: str, etree: Any) -> None:
    """Gives a mark its meaning, as the name that is spoken and as the text shown under the pointer."""
    title = etree.Element(SVG + "title")
    title.text = meaning
    owner.insert(0, title)
    if owner.tag == SVG + "a":
        owner.set("href", owner.attrib.pop(XLINK + "href"))
        owner.set("aria-label", meaning)
        owner.attrib.pop("target", None)
