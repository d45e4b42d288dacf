from rag.common.names import spellings

COMPOSED, APART = "\u00dcbung.pdf", "U\u0308bung.pdf"


def test_a_name_is_looked_for_as_any_system_writes_it() -> None:
    assert spellings(COMPOSED) == spellings(APART) == (COMPOSED, APART)
    assert spellings("a.pdf") == ("a.pdf",)
    half = "\u00dcbung a\u0308.pdf"  # one accent in each way
    assert spellings(half) == ("\u00dcbung \u00e4.pdf", "U\u0308bung a\u0308.pdf", half)
