"""Numbers and what they are worth, with every expectation worked out by hand."""

import pytest

from rag.language.numbers import numerals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,000", "1000"),
        ("1000", "1000"),
        ("one thousand", "1000"),
        ("a thousand", "1000"),
        ("１０００", "1000"),
        ("١٠٠٠", "1000"),
        ("two million", "2000000"),
        ("2.5 million", "2500000"),
        ("3万", "30000"),
        ("seventy-seven", "77"),
        ("seventy - seven", "77"),
        ("two hundred and five", "205"),
        ("21st", "21"),
        ("twenty-first", "21"),
        ("zwölf", "12"),
        ("0.50", "0.5"),
        ("-40", "-40"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_numbers_have_one_value_however_they_are_written(text: str, value: str) -> None:
    (found,) = numerals(text)
    assert found.values == {value}
    assert (found.start, found.end) == (0, len(text))


def test_digits_that_read_in_two_ways_have_both_values() -> None:
    (found,) = numerals("1.000")
    assert found.values == {"1000", "1"}  # a thousand in German, one in English
    (found,) = numerals("0.001")
    assert found.values == {"0.001"}  # no thousands begin with 0
    (found,) = numerals("0,125")
    assert found.values == {"0.125"}


def test_number_words_that_are_listed_are_apart() -> None:
    assert [sorted(n.values) for n in numerals("two and three")] == [["2"], ["3"]]


def test_one_is_weak_and_letters_with_digits_are_no_numbers() -> None:
    assert [n.weak for n in numerals("one of two")] == [True, False]
    assert numerals("H2O") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5e6", "1500000"),
        ("1e-3", "0.001"),
        ("-2E2", "-200"),
        ("10^6", "1000000"),
        ("10^-2", "0.01"),
        ("2^10", "1024"),
        ("10⁶", "1000000"),
        ("3 × 10^8", "300000000"),
        ("6,5·10⁻³", "0.0065"),
    ],
)
def test_powers_are_one_number(text: str, value: str) -> None:
    (found,) = numerals(text)
    assert found.values == {value}
    assert (found.start, found.end) == (0, len(text))


def test_what_is_no_power_is_left_apart() -> None:
    assert [n.values for n in numerals("in 1999² and 5e884898")] == [{"1999"}, {"5"}]  # a footnote, a hash
    assert [n.values for n in numerals("x^2 and 7e3f")] == [{"2"}, {"7"}]
    assert [n.values for n in numerals("0^5")] == [{"0"}, {"5"}]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("½", {"0.5", "1/2"}),
        ("1/2", {"0.5", "1/2"}),
        ("2½", {"2.5", "5/2"}),
        ("2 ¾", {"2.75", "11/4"}),
        ("⅓", {"1/3"}),
        ("1/3", {"1/3"}),
    ],
)
def test_fractions(text: str, values: set[str]) -> None:
    (found,) = numerals(text)
    assert found.values == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In dem Haus stehen dreiundzwanzig Betten und zweihundertfünf Stühle.", ["23", "205"]),
        (
            "Der Umsatz stieg auf 3 Millionen und im zweiten Jahr auf 2,5 Milliarden.",
            ["3000000", "2", "2500000000"],
        ),
        ("Il y a vingt-trois lits et quatre-vingt-dix-sept chaises dans la maison.", ["23", "97"]),
        ("Elle a coûté 3 millions d'euros et deux cents francs.", ["3000000", "200"]),
        ("En la casa hay cuarenta y dos camas y veintitrés sillas.", ["42", "23"]),
        ("La obra costó 3 mil millones de euros.", ["3000000000"]),
        ("Nella casa ci sono ventitré letti e duecento sedie.", ["23", "200"]),
        ("Na casa há vinte e três camas e duzentas cadeiras.", ["23", "200"]),
        ("Er staan drieëntwintig bedden en tweehonderdvijf stoelen in het huis.", ["23", "205"]),
        ("Der er treogtyve senge og hundrede stole i huset.", ["23", "100"]),
    ],
)
def test_number_words_of_other_languages(text: str, values: list[str]) -> None:
    assert [sorted(found.values) for found in numerals(text)] == [[value] for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "Une femme et un homme sont dans la maison.",
        "Ein Mann und eine Frau sind in dem Haus.",
        "Er staat een bed in het huis.",
        "这是一个好主意",
        "It was once the mayor's, now MRD owns it.",  # once is eleven in Spanish, MRD no milliards
    ],
)
def test_articles_are_no_numbers(text: str) -> None:
    assert numerals(text) == []


def test_number_words_are_read_in_the_language_of_their_text() -> None:
    assert [sorted(n.values) for n in numerals("Había once camas en la casa y no más.")] == [["11"]]


@pytest.mark.parametrize(
    ("text", "value"),
    [("二百零五人", "205"), ("三万人", "30000"), ("十二个", "12"), ("两次", "2"), ("一千年", "1000")],
)
def test_chinese_characters_before_what_is_counted(text: str, value: str) -> None:
    (found,) = numerals(text)
    assert found.values == {value}


def test_digits_may_stand_right_behind_a_chinese_character() -> None:
    assert [sorted(n.values) for n in numerals("从1500年至1850年")] == [["1500"], ["1850"]]
