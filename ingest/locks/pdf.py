"""PDF files."""

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.locks.errors import does_not_fit, unknown_lock

_PASSWORD = 4  # FPDF_ERR_PASSWORD


def unlock_pdf(path: Path, password: str, target: Path) -> None:
    """Write the file without its lock to `target`. Raises UnreadableFile."""
    try:
        document = pypdfium2.PdfDocument(path, password=password)
    except pypdfium2.PdfiumError as error:
        raise (does_not_fit() if error.err_code == _PASSWORD else unknown_lock()) from error
    try:
        document.save(target, flags=pdfium.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError as error:
        raise unknown_lock() from error
    finally:
        document.close()
