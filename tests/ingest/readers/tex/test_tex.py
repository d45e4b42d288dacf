"""LaTeX: what a source says when it is typeset."""

import time
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.values.pages import Kind
from tests.ingest.readers.reading import block, read, shown


def whole(body: str, head: str = "", kind: str = "article") -> str:
    return f"\\documentclass{{{kind}}}\n{head}\n\\begin{{document}}\n{body}\n\\end{{document}}\nafter\n"


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("A \\textbf{b} \\emph{c}~d --- e ``f''", [("paragraph", "A b c d — e “f”")]),
        ('\\\'Etude \\"uber \\c{c}a na\\"{\\i}ve \\ss{} \\v{s}', [("paragraph", "Étude über ça naïve ß š")]),
        ("kept % dropped\n  on\n\nnext 5\\%", [("paragraph", "kept on"), ("paragraph", "next 5%")]),
        ("is $n$ or $x_i$", [("paragraph", "is n or $x_i$")]),
        ("\\begin{equation}\\label{e} a &= b \\\\ c \\nonumber\\end{equation}", [("formula", "a = b\nc")]),
        ("\\[ \\R^2 \\]\\newcommand{\\R}{\\mathbb{R}}", [("formula", "\\mathbb{R}^2")]),
        ("So\\footnote{Not \\emph{so}.} it is.", [("paragraph", "So[1] it is."), ("note", "[1] Not so.")]),
        ("\\begin{verbatim}\n% a\n  \\b{\n\\end{verbatim}", [("code", "% a\n  \\b{")]),
        ("Use \\verb|\\x{| now", [("paragraph", "Use \\x{ now")]),
        (
            "\\newcommand{\\hi}[2][Hello]{#1, #2!}\\hi{Ann} \\hi[Bye]{Bob}",
            [("paragraph", "Hello, Ann! Bye, Bob!")],
        ),
        (
            "\\begin{figure}\\includegraphics[width=1cm]{a.png}\\caption[s]{A \\textit{cell}}\\end{figure}",
            [("caption", "A cell")],
        ),
        ("See \\cite[p.~3]{Knu84,Lam}.", [("paragraph", "See [Knu84, Lam; p. 3].")]),
        (
            "\\href{https://a.example}{here} and \\url{b.example/x_y}",
            [("paragraph", "here (https://a.example) and b.example/x_y")],
        ),
        ("\\begin{tikzpicture}\\node{no};\\end{tikzpicture}yes", [("paragraph", "yes")]),
        (
            "\\begin{description}\\item[Ion] A charged atom.\\end{description}",
            [("definition", "Ion: A charged atom.")],
        ),
    ],
)
def test_what_is_read(tmp_path: Path, source: str, blocks: list[tuple[str, str]]) -> None:
    assert shown(read(tmp_path, "a.tex", source)) == blocks


def test_headings_have_their_numbers_in_a_whole_source_alone(tmp_path: Path) -> None:
    body = "\\maketitle\\section{One}a\\subsection{Two}b\\section*{Three}c\\appendix\\section{Four}d"
    found = read(tmp_path, "a.tex", whole(body, "\\title{The \\emph{Title}}\\author{Ann \\and Bob}"))
    assert [words for kind, words in shown(found) if kind == "heading"] == [
        *("The Title", "1 One", "1.1 Two", "Three", "A Four"),
    ]
    assert found.title == "The Title"
    assert ("paragraph", "Ann, Bob") in shown(found)
    assert [page.label for page in found.pages] == ["The Title", "1 One", "Three", "A Four"]
    assert shown(read(tmp_path, "b.tex", "\\section{One}a"))[0] == ("heading", "One")


def test_lists(tmp_path: Path) -> None:
    source = (
        "Do this:\\begin{enumerate}\\item cut\\begin{enumerate}\\item thin\\item long\\end{enumerate}\\item fry"
        "\\end{enumerate}"
        "\\begin{enumerate}[(i)]\\setcounter{enumi}{2}\\item x\\end{enumerate}\\begin{itemize}\\item y\\end{itemize}"
    )
    found = read(tmp_path, "a.tex", source)
    assert [words for kind, words in shown(found) if kind == "item"] == [
        *("1. cut", "(a) thin", "(b) long", "2. fry", "(iii) x", "y"),
    ]
    assert (block(found, "thin").depth, block(found, "thin").lead) == (1, "cut")
    assert block(found, "2. fry").lead == "Do this:"


def test_tables(tmp_path: Path) -> None:
    source = (
        "\\begin{tabular}{|l|*{2}{c}|}\\hline\nName & \\multicolumn{2}{c}{Both} \\\\ \\hline\n"
        "\\multirow{2}{*}{A} & 1 & 2 \\\\"
        "\\cline{2-3}\n & 3 & $x^2$ \\\\[2ex]\n\\hline\\end{tabular}"
    )
    found = read(tmp_path, "a.tex", source)
    assert shown(found) == [("row", "Name\tBoth\t"), ("row", "A\t1\t2"), ("row", "A\t3\t$x^2$")]
    assert [block.is_head for block in found.pages[0].blocks] == [True, False, False]


def test_theorems_are_counted_as_the_source_says(tmp_path: Path) -> None:
    head = "\\newtheorem{thm}{Theorem}[section]\\newtheorem{lem}[thm]{Lemma}"
    body = "\\section{S}\\begin{thm}[Euler]All is one.\\end{thm}"
    body += "\\begin{lem}So it is.\\end{lem}\\begin{proof}Clear.\\end{proof}"
    found = read(tmp_path, "a.tex", whole(body, head))
    assert shown(found)[1:] == [
        ("definition", "Theorem 1.1 (Euler). All is one."),
        ("definition", "Lemma 1.2. So it is."),
        ("paragraph", "Proof. Clear."),
    ]


def test_a_page_of_slides_is_a_frame(tmp_path: Path) -> None:
    body = (
        "\\section{S}\\begin{frame}<1>[t]{First}a\\begin{block}{Box}b\\end{block}c\\end{frame}"
        "\\begin{frame}[fragile]\\frametitle{Second}d\\only<2->{e}\\end{frame}\\begin{frame}f\\end{frame}"
    )
    found = read(tmp_path, "a.tex", whole(body, kind="beamer"))
    assert [page.label for page in found.pages] == ["First", "Second", "Second"]
    assert block(found, "b").headings == ("S", "First", "Box")
    assert block(found, "c").headings == ("S", "First")
    assert found.pages[2].text == "f"


def test_an_environment_of_the_source(tmp_path: Path) -> None:
    head = "\\newenvironment{named}[1]{#1 \\begin{itemize}}{\\end{itemize}}"
    found = read(tmp_path, "a.tex", whole("\\begin{named}{Rules:}\\item one\\item two\\end{named}", head))
    assert shown(found) == [("paragraph", "Rules:"), ("item", "one"), ("item", "two")]
    assert found.pages[0].blocks[1].kind is Kind.ITEM


@pytest.mark.parametrize(
    "source",
    [
        "\\newcommand{\\a}{\\a \\a \\a}x \\a",
        "x " + "{a " * 3000,
        "x " + "\\begin{a} y " * 2000,
        "x " + "\\begin{tabular}{l} y " * 300,
        "x " + "\\foo [a " * 1000,
        "x " + "\\begin{verbatim} " * 1000,
        "x " + "\\footnote {" * 500,
        "x \\",
        "x \\begin",
        "x $",
    ],
)
def test_damaged_sources_are_read_in_time(tmp_path: Path, source: str) -> None:
    began = time.monotonic()
    assert read(tmp_path, "a.tex", source).pages[0].text.startswith("x")
    assert time.monotonic() - began < 20


def test_a_source_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path, "a.tex", "% nothing\n\\begin{document}\\end{document}")
