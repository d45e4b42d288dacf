import pytest

from rag.question.question import Question
from rag.writing.requested_quantity import RequestedQuantity, Role, numbers


def of(question: str, text: str, role: Role = Role.WANTED) -> list[str]:
    asked = RequestedQuantity.of(Question.of(question))
    return [text[number.start : number.end] for number in numbers(asked, text) if number.role is role]


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
        ("How many hidden layers has it?", "It has 2 hidden layers, 9 layers in all.", ["2"]),
        ("Wie viele Betten hat es?", "Es hat 12 Etagen und 700 alte Betten.", ["700"]),
        # What is linked to it counts the same.
        ("How many beds has it?", "It has 100 to 150 beds, or 90.", ["100", "150"]),
        ("How many layers can it have?", "It can have 6, 12 or 24 layers.", ["6", "12", "24"]),
        ("How many bits are there?", "In May 2023 Dettmers used only 4 bits of it.", ["4 bits"]),
        # Names, years, ordinals, other units and "one" count nothing.
        ("How many cases were there?", "The COVID-19 cases reached 4,000 cases.", ["4,000"]),
        ("How many tokens are there?", "Table 3 tokens. In 2018 tokens were 9 tokens.", ["9"]),
        ("How many men were there?", "70 percent of men, the third of 9 men, one of all men.", ["9"]),
        # A unit: nothing without it is one.
        ("What percentage was lost?", "Of 219,000 men 34% fell, or 7 per cent.", ["34%", "7 per cent"]),
        ("What share of it is free?", "Of 219,000 a half.", []),
        ("What share price has it?", "It is at $150, up 3%.", []),
        ("How long did it take?", "In 1996 Anna built 2 models in 3 weeks.", ["3 weeks"]),
        ("How many miles is it?", "It is 523 km (325 mi) from there.", ["325 mi"]),
        ("Wie viel Prozent fielen?", "Von 219.000 fielen 34 Prozent.", ["34 Prozent"]),
        # What the question holds it does not ask for.
        ("How many of the 28 states are there?", "All 28 states, and 14 other states.", []),
        ("How many states joined the 28 states?", "The 28 states and 14 other states.", ["14"]),
        # Where neither is asked for, there is nothing to tell by.
        ("How long is the bridge?", "It took 5 years and is 200 m long.", []),
        ("How long does it have to be?", "It needs 12 letters, for 90 days.", []),
        ("Why is it hard to say how many beds it has?", "It has 700 beds.", []),
        ("When was it?", "In 1996, 3 weeks later.", []),
        ("Combien de lits a-t-il ?", "Il a 700 lits.", []),
    ],
)
def test_the_numbers_of_what_is_wanted(question: str, text: str, expected: list[str]) -> None:
    assert of(question, text) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many students were ill?", "Of 120 students, 15 were ill.", ["15"]),
        ("How many layers has it?", "The base has 12 layers, the large one 24.", ["24"]),
        ("How many different scripts has it?", "It has 104, in 14 scripts, 9 different ones.", ["104"]),
        ("How many beds has it?", "In 2018 a 10-floor house of 700 beds, 3 doctors, 5 km away.", []),
        (
            "What share is forest?",
            "One third is forest, 20% more than in 1990, of 30 parts.",
            ["third"],
        ),
    ],
)
def test_the_numbers_that_may_be_wanted(question: str, text: str, expected: list[str]) -> None:
    assert of(question, text, Role.OPEN) == expected
