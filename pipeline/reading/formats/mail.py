"""Mail (.eml) and pages saved as one file (.mht, .mhtml), through the email package; releases attached to a mail are read too.

The text of a mail is one article, each attachment of a known format has its own under `#name`. A saved page is the article of its
HTML part.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from pipeline.errors import InputError
from pipeline.reading import dates
from pipeline.reading.draft import Draft
from pipeline.reading.encoding import Decoded, decode
from pipeline.reading.options import InputOptions
from pipeline.reading.sources import OLDER
from pipeline.records import Failure

EXTENSIONS = (".eml", ".mht", ".mhtml")


def read(path: Path, options: InputOptions) -> Iterator[Draft | Failure]:
    """The text and the attachments. Raises InputError for a file that is no mail, or a mail without either."""
    message = _message(path)
    attached = [part for part in message.iter_attachments() if isinstance(part, EmailMessage)] if path.suffix.lower() == ".eml" else []
    text = _text(message, saved_page=path.suffix.lower() != ".eml")
    if text is None and not any(map(_extension, attached)):
        named = ", ".join(map(_name, attached))
        raise InputError(
            "no text in this mail" + (f", and no attachment of a known format: {named}" if named else ""),
            next(filter(None, map(_unread, attached)), "open it in a mail program and save what you need as text"),
        )
    if text is not None:
        yield text
    for part in attached:
        if _extension(part):
            yield from _attachment(part, options)
        elif (advice := _unread(part)) is not None:
            yield Failure(f"#{_name(part)}", "read", "an attachment that cannot be read", advice)


def _message(path: Path) -> EmailMessage:
    from email import message_from_bytes
    from email.errors import CloseBoundaryNotFoundDefect, MessageError
    from email.policy import default

    data = path.read_bytes()
    if not data.strip():
        raise InputError("the file is empty", "remove it, or fetch it again")
    try:
        message = message_from_bytes(data, policy=default)
    except (MessageError, ValueError) as error:
        raise InputError(f"a damaged mail: {error}", "save it again from the mail program") from None
    except RecursionError:
        raise InputError("a damaged mail: parts within parts by the hundred", "save it again from the mail program") from None
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects):
        raise InputError("cut off: the last part of the mail or page has no end", "fetch it or save it again")
    if not isinstance(message, EmailMessage) or not (message.keys() and ("content-type" in message or "subject" in message)):
        raise InputError("no mail and no page saved as one file: it has no headers", "give it its right extension")
    return message


def _text(message: EmailMessage, *, saved_page: bool) -> Draft | None:
    """The text as a draft; a page stays a page, a mail is preferred as plain text."""
    from pipeline.reading.formats import html

    body = message.get_body(("html", "plain") if saved_page else ("plain", "html"))
    decoded = _decoded(body) if isinstance(body, EmailMessage) else None
    if body is None or decoded is None:
        return None
    draft = html.article_of(decoded) if body.get_content_type() == "text/html" else Draft(decoded.text, encoding=decoded.encoding)
    date = message["date"]
    return replace(
        draft,
        headline=draft.headline if saved_page and draft.headline else _header(message, "subject") or draft.headline,
        published=draft.published or (dates.korean_day(date.datetime) if date is not None and getattr(date, "datetime", None) else None),
        publisher=draft.publisher or _sender(message),
        url=draft.url or (str(message["content-location"] or message["snapshot-content-location"] or "") or None if saved_page else None),
    )


def _decoded(part: EmailMessage) -> Decoded | None:
    """The text of a part; its charset is believed only if it works out, as everywhere."""
    from email.errors import InvalidBase64LengthDefect

    data = part.get_payload(decode=True)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        raise InputError("damaged: the encoded text (base64) is not whole", "fetch it or save it again")
    return decode(data, part.get_content_charset()) if isinstance(data, bytes) and data.strip() else None


def _header(message: EmailMessage, name: str) -> str:
    """A header as text, also where a mailer wrote Korean bytes without saying how."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
    if not any("\udc80" <= sign <= "\udcff" for sign in raw):
        return str(message[name] or "").strip()
    return " ".join(decode(raw.encode("utf-8", "surrogateescape"), "cp949").text.split())


def _sender(message: EmailMessage) -> str | None:
    """The name of the sender, without the address."""
    sender = message["from"]
    addresses = getattr(sender, "addresses", ()) if sender is not None else ()
    return next((address.display_name for address in addresses if address.display_name), None)


def _extension(part: EmailMessage) -> str | None:
    """The extension of an attachment that can be read; mails within mails are not opened."""
    from pipeline.reading.formats import formats

    extension = Path(part.get_filename() or "").suffix.lower()
    return extension if extension in formats() and extension not in EXTENSIONS else None


def _unread(part: EmailMessage) -> str | None:
    """What to do about an attachment that may be a release and is passed over; None for pictures and the like."""
    if part.get_content_type() == "message/rfc822":
        return "a mail within this mail: save it as a file of its own"
    name = (part.get_filename() or "").lower()
    if name == "winmail.dat" or part.get_content_type() == "application/ms-tnef":
        return "Outlook's own form: ask the sender for a mail in plain text or HTML"
    return OLDER.get(Path(name).suffix)


def _name(part: EmailMessage) -> str:
    named = part.get_filename() or ("mail" if part.get_content_type() == "message/rfc822" else "attachment")
    return Path(named.replace("\\", "/")).name


def _attachment(part: EmailMessage, options: InputOptions) -> Iterator[Draft | Failure]:
    from pipeline.reading.formats import formats, load

    name = _name(part)
    extension = _extension(part)
    data = part.get_payload(decode=True)
    if extension is None or not isinstance(data, bytes):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"attachment{extension}"
        path.write_bytes(data)
        try:
            for found in load(formats()[extension]).read(path, options):
                if isinstance(found, Failure):
                    yield replace(found, id=f"#{name}{found.id}")
                else:
                    yield replace(found, row=name if found.row is None else f"{name}#{found.row}")
        except InputError as error:
            yield Failure(f"#{name}", "read", error.reason, error.advice)
