import pytest

from rag.wanted import wanted


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        # What is counted: up to three words after the number, none of them across a mark or another number.
        ("How many beds has it?", "In a 10-floor building with 700 beds, 10 theatres.", ["700"]),
        ("How many Nobel laureates are there?", "Some 150 Nobel laureates, 18 medalists.", ["150"]),
        ("How many total volumes has it?", "It has 79 libraries with 18 million volumes.", ["18 million"]),
        ("How many houses are there?", "Twelve residential houses, nine of which are old.", ["Twelve"]),
        ("How many pages has it?", "It has 90 maps, and pages.", []),
        ("How many pages has it?", "It has 90 maps and 7 plates of pages.", ["7"]),
        ("How many beds has it?", "It has 100 to 150 beds, or 90.", ["100", "150"]),
        ("Wie viele Betten hat es?", "Es hat 12 Etagen und 700 alte Betten.", ["700"]),
        # A unit: nothing without it is one.
        ("What percentage was lost?", "Of 219,000 men 34% fell, or 7 per cent.", ["34%", "7 per cent"]),
        ("What share of it is free?", "Of 219,000 a half.", []),
        ("How long did it take?", "In 1996 Anna built 2 models in 3 weeks.", ["3 weeks"]),
        ("How quickly does it run?", "Of 10,000 sentences, 5 seconds.", ["5 seconds"]),
        ("How many miles is it?", "It is 523 km (325 mi) from there.", ["325 mi"]),
        ("Wie viel Prozent fielen?", "Von 219.000 fielen 34 Prozent.", ["34 Prozent"]),
        # What the question holds it does not ask for.
        ("How many of the 28 states are there?", "All 28 states, and 14 other states.", []),
        ("How many states joined the 28 states?", "The 28 states and 14 other states.", ["14"]),
        # Where neither is asked for, there is nothing to tell by.
        ("How long is the bridge?", "It took 5 years and is 200 m long.", []),
        ("When was it?", "In 1996, 3 weeks later.", []),
        ("Combien de lits a-t-il ?", "Il a 700 lits.", []),
    ],
)
def test_the_numbers_of_what_is_wanted(question: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in wanted(question, text)] == expected
