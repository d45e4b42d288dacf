from ui.widgets.details import joined


def test_a_line_breaks_between_parts_only():
    assert joined(["17 KB", "", "25 Nov 2026"]) == "17\u00a0KB · 25\u00a0Nov\u00a02026"


def test_what_is_too_long_for_a_line_may_break():
    name = "the notes of all lectures of the winter term.pdf"
    assert joined([name]) == name
