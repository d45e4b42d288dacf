"""RTF: a page a section, as headings part them."""

import re
from pathlib import Path

from ingest.readers import assembly
from ingest.readers.base import Progress, ReadFile
from ingest.readers.rtf.parser import RtfParser
from ingest.readers.sections.composing import composed
from rag.errors import UnreadableFile

_BEGINS = re.compile(rb"[\s\x00\xef\xbb\xbf]{0,100}\{\\u?rtf")


class RtfReader:
    """Rich Text Format, which many files that are named .doc are, too."""

    media_type = "application/rtf"

    def read(self, path: Path, page_limit: int, progress: Progress) -> ReadFile:
        content = path.read_bytes()
        if not _BEGINS.match(content):
            raise UnreadableFile(
                "It is damaged: it does not begin as an RTF file does. Open it in Word or LibreOffice, save it again "
                "and add that."
            )
        parser = RtfParser(content)
        parser.read()
        title = assembly.title(parser.title, "")
        found = parser.text.done()
        problems = parser.hidden.problems
        return composed(found, parser.beside, title, self.media_type, page_limit, progress, problems)
