"""In which order the words of a page are read."""

from ingest.readers.pdf.layout import blocks
from ingest.readers.pdf.words import Area, PageContent, PrintedWord
from rag.values import Kind
from tests.ingest.readers.pdf.layout.typeset import column, line, page, text, told, words_of

LEFT = [
    "lichens are made of two partners which",
    "share what they have and live where no",
    "other plant can live for long.",
]
RIGHT = [
    "mosses on the other hand are true plants",
    "without roots and they drink through the",
    "leaves and dry out within some hours.",
]


def test_one_column_is_read_from_top_to_bottom() -> None:
    assert told(page(column(LEFT, 60, 100))) == [[(Kind.PARAGRAPH, " ".join(LEFT))]]


def test_two_columns_are_read_one_after_the_other() -> None:
    assert told(page(column(LEFT, 60, 100), column(RIGHT, 300, 100))) == [
        [(Kind.PARAGRAPH, " ".join(LEFT)), (Kind.PARAGRAPH, " ".join(RIGHT))]
    ]


def test_columns_that_the_file_has_row_by_row_are_read_one_after_the_other() -> None:
    rows = [
        [*line(a, 60, 100 + 12 * i), *line(b, 300, 100 + 12 * i)]
        for i, (a, b) in enumerate(zip(LEFT, RIGHT, strict=True))
    ]
    assert told(page(*rows)) == [[(Kind.PARAGRAPH, " ".join(LEFT)), (Kind.PARAGRAPH, " ".join(RIGHT))]]


def test_a_title_above_two_columns_comes_first() -> None:
    title = line("Plants that need no soil and no roots", 150, 70, size=16, bold=True)
    (laid,) = told(page(column(RIGHT, 300, 100), column(LEFT, 60, 100), title))
    assert [kind for kind, _ in laid] == [Kind.HEADING, Kind.PARAGRAPH, Kind.PARAGRAPH]
    assert laid[1][1] == " ".join(LEFT)


def test_three_columns() -> None:
    third = [
        "ferns have leaves that roll up and they",
        "like the shade of old trees where it is",
        "damp for most of the whole year.",
    ]
    places = ((LEFT, 40), (RIGHT, 260), (third, 480))
    (laid,) = told(page(*(column(texts, left, 100) for texts, left in places), width=700))
    assert [words for _, words in laid] == [" ".join(LEFT), " ".join(RIGHT), " ".join(third)]


def test_a_sentence_that_goes_on_in_the_next_column_is_one_paragraph() -> None:
    left = [
        "lichens are made of two partners which",
        "share what they have and live where no",
        "other plant can live because each of the",
    ]
    right = [
        "partners has what the other one lacks and",
        "so they can live on bare stone and on the",
        "bark of trees for very many years.",
    ]
    assert told(page(column(left, 60, 100), column(right, 300, 100))) == [
        [(Kind.PARAGRAPH, " ".join([*left, *right]))]
    ]


def test_columns_from_right_to_left() -> None:
    right = [
        "שלום לכולם באי הכנס הגדול של השנה הזאת",
        "ברוכים הבאים אל העיר העתיקה שעל ההר הזה",
        "ונשמח לראות אתכם גם בערב הזה כאן.",
    ]
    left = [
        "האוטובוס יוצא בשעה שבע מן התחנה הישנה",
        "ועוצר ליד הגשר וליד השוק ואז הוא נוסע",
        "חזרה אל התחנה בשעה תשע בערב.",
    ]

    def mirrored(texts: list[str], edge: float) -> list[PrintedWord]:
        return [
            PrintedWord(
                w.text,
                Area(edge - w.place.right, w.place.top, edge - w.place.left, w.place.bottom),
                w.baseline,
                w.size,
                w.glyphs,
            )
            for w in column(texts, 0, 100)
        ]

    (laid,) = told(page(mirrored(left, 290), mirrored(right, 540)))
    assert [words for _, words in laid] == [" ".join(right), " ".join(left)]


def test_a_box_beside_the_text_is_a_block_of_its_own() -> None:
    body = column([*LEFT, *RIGHT], 60, 100)
    box = column(["A lichen is blue", "when it is wet."], 330, 104, size=9)
    (laid,) = told(page(body, box, fills=[(320, 90, 420, 130)]))
    assert (Kind.PARAGRAPH, "A lichen is blue when it is wet.") in laid
    assert (Kind.PARAGRAPH, " ".join(LEFT)) in laid


def test_a_raised_number_stays_where_it_stands() -> None:
    words = line("It was built in 1412 and burnt", 60, 100)
    mark = PrintedWord("3", Area(148, 92, 151, 97), 96, 6, (-1,), raised=1, joined=True)
    index = [word.text for word in words].index("1412")
    after = [
        PrintedWord(
            w.text,
            Area(w.place.left + 6, w.place.top, w.place.right + 6, w.place.bottom),
            w.baseline,
            w.size,
            w.glyphs,
        )
        for w in words[index + 1 :]
    ]
    right = words[index].place.right
    mark = PrintedWord("3", Area(right, 92, right + 3, 97), 96, 6, (-1,), raised=1, joined=True)
    ((block,),) = blocks([page([*words[: index + 1], mark, *after])])
    assert text(block.lines[0]) == "It was built in 1412 3 and burnt"


def test_a_page_that_lies_on_its_side_is_turned() -> None:
    upright = page(column(LEFT, 60, 100), width=842, height=595)
    words = [
        PrintedWord(
            w.text,
            Area(w.place.top, 842 - w.place.right, w.place.bottom, 842 - w.place.left),
            w.place.bottom,
            w.size,
            w.glyphs,
            upright=False,
        )
        for w in upright.words
    ]
    ((block,),) = blocks([PageContent(1, 595, 842, words=tuple(words))])
    assert words_of(block) == " ".join(LEFT)
    assert block.lines[0][0] is words[0]


def test_odd_input_gives_no_error() -> None:
    nan = float("nan")
    odd = PrintedWord("x", Area(nan, 0, 1, 1), nan, 10, (-1,))
    none = PrintedWord("", Area(0, 0, 0, 0), 0, 0, ())
    assert blocks([]) == []
    assert blocks([PageContent(1, 0, 0)]) == [[]]
    assert blocks([PageContent(1, 595, 842, words=(odd, none), rules=(Area(nan, nan, nan, nan),))]) == [[]]


def test_many_words_and_rules() -> None:
    rows = [line("word " * 50, 40, 20 + 8 * i, size=6) for i in range(100)]
    rules = [(40.0, 20.0 + 2 * i, 500.0, 20.5 + 2 * i) for i in range(300)]
    assert blocks([page(*rows, rules=rules)])
