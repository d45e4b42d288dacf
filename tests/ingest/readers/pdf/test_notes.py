"""What was added to a page: comments and the values of form fields."""

from ingest.readers.pdf.notes import label_before
from ingest.readers.pdf.words import Area
from tests.ingest.readers.pdf.layout.typeset import line

WORDS = (
    *line("Name of boat:", 60, 100),
    *line("Deposit paid (crowns):", 60, 130),
    *line("From", 60, 160),
    *line("to", 150, 160),
    *line("Signed", 60, 190),
)


def before(left: float, base: float) -> str:
    return label_before(Area(left, base - 10, left + 60, base + 4), WORDS)


def test_a_field_is_called_what_is_printed_before_it_on_its_line() -> None:
    assert before(300, 100) == "Name of boat:"
    assert before(190, 130) == "Deposit paid (crowns):"
    assert (before(85, 160), before(165, 160)) == ("From", "to")


def test_what_stands_far_away_or_behind_is_no_label() -> None:
    assert before(300, 190) == ""  # Signed ends at 90
    assert before(20, 100) == ""
