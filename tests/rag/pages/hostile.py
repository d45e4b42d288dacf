"""A small PDF that takes minutes to draw."""

import zlib
from pathlib import Path

SENTENCE = "The comet Zanthor was found by Mirela Okonkwo."


def write_slow_pdf(path: Path, rectangles: int = 300_000) -> Path:
    """One sentence, and half-transparent rectangles over the whole page under a blend mode; some 5 KB."""
    drawn = f"BT /F 12 Tf 72 760 Td ({SENTENCE}) Tj ET /G gs 0.9 0.1 0.1 rg\n".encode()
    content = zlib.compress(drawn + b"0 0 595 842 re f\n" * rectangles, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/ExtGState<</G 6 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/ExtGState/ca 0.5/BM/Luminosity>>",
    ]
    body, starts = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj%bendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF"
    path.write_bytes(body + end % (size, table, size, len(body)))
    return path
