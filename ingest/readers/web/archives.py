"""Pages saved with their pictures in one file (MHT): the page itself."""

import email
import email.policy
import re
from email.message import Message

_BEGINS = re.compile(rb"\s*(?:[A-Za-z-]{2,40}:[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n)*){1,40}", re.ASCII)
_STATES = re.compile(rb"^(?:mime-version|content-type)\s*:", re.IGNORECASE | re.MULTILINE)


def page_of(content: bytes) -> tuple[bytes, str] | None:
    """The first page in a saved page and the encoding stated for it; None where the file is none."""
    found = _BEGINS.match(content[:8192])
    if found is None or not _STATES.search(found.group()):
        return None
    message: Message = email.message_from_bytes(content.lstrip(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return body, str(part.get_content_charset() or "")
    return None
