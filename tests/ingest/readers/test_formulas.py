"""Formulas of Office files in one line of text."""

import pytest
from lxml import etree

from ingest.readers.formulas.office import linear

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/math"


def said(inner: str, namespace: str = MATH) -> str:
    return linear(etree.fromstring(f'<m:oMath xmlns:m="{namespace}">{inner}</m:oMath>'))


def run(text: str) -> str:
    return f"<m:r><m:rPr/><m:t>{text}</m:t></m:r>"


def script(kind: str, **parts: str) -> str:
    return f"<m:{kind}>" + "".join(f"<m:{k}>{run(v)}</m:{k}>" for k, v in parts.items()) + f"</m:{kind}>"


@pytest.mark.parametrize("namespace", [MATH, STRICT])
def test_scripts_and_fractions(namespace):
    inner = script("sSup", e="𝑥", sup="2") + run("+") + script("sSub", e="y", sub="1") + run("=")
    assert said(inner + script("f", num="a", den="b"), namespace) == "x^2 + y_1 = (a)/(b)"


def test_signs_inside_a_script_stand_close():
    inner = (
        '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
        f"<m:sub>{run('k=0')}</m:sub><m:sup>{run('n')}</m:sup><m:e>"
        + script("sSup", e="x", sup="n-k")
        + "</m:e></m:nary>"
    )
    assert said(inner + run("=1")) == "∑_(k=0)^n x^(n-k) = 1"


def test_a_script_does_not_run_into_the_next_letter():
    assert said(script("sSub", e="a", sub="n") + run("b")) == "a_n b"


def test_a_script_on_several_parts_has_brackets():
    assert said(script("sSup", e="a+b", sup="2")) == "(a + b)^2"


def test_brackets_of_a_case_and_of_a_matrix():
    case = f'<m:d><m:dPr><m:begChr m:val="{{"/><m:endChr m:val=""/></m:dPr><m:e>{run("1")}</m:e></m:d>'
    assert said(case) == "{1"
    cells = "".join(f"<m:mr><m:e>{run(a)}</m:e><m:e>{run(b)}</m:e></m:mr>" for a, b in ("ab", "cd"))
    assert said(f"<m:m>{cells}</m:m>") == "[a, b; c, d]"
    assert said(f"<m:d><m:e><m:m>{cells}</m:m></m:e></m:d>") == "(a, b; c, d)"


def test_roots_and_accents():
    assert said(script("rad", deg="3", e="x")) == "∛(x)"
    assert said(script("rad", e="x")) == "√(x)"
    assert said('<m:acc><m:accPr><m:chr m:val="\u0305"/></m:accPr>' + f"<m:e>{run('y')}</m:e></m:acc>") == "ȳ"


def test_equations_of_a_system_have_lines():
    lines = f"<m:e>{run('a&amp;=1')}</m:e><m:e>{run('b&amp;=2')}</m:e>"
    assert said(f"<m:eqArr>{lines}</m:eqArr>") == "a = 1\nb = 2"


def test_what_was_deleted_or_is_a_phantom_is_not_said():
    hidden = f'<m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e>{run("q")}</m:e></m:phant>'
    assert said(run("a") + f"<m:del>{run('b')}</m:del>" + hidden) == "a"


def test_deep_nesting_and_empty_parts_do_no_harm():
    deep = "<m:rad><m:e>" * 120 + run("x") + "</m:e></m:rad>" * 120
    assert said(deep).count("√") == 120
    assert said("<m:sSup/><m:e/><!-- a -->") == said("") == ""
