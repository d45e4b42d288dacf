"""The words of RTF: which are letters, which begin groups of which kind."""

SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "softline": "\n", "emdash": "—",
    "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
"""Control words that are letters."""

_LEFT_OUT_NAMES = """
colortbl filetbl listtable listoverridetable revtbl rsidtbl themedata xmlnstbl mmathPr pgptbl objdata
objclass objname nonshppict shprslt ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe tc tcn nonesttables
fldtype private template userprops docvar generator latentstyles datastore pn pnseclvl falt panose mmathPict
htmltag ffdata formfield atnid atnauthor atntime atndate atnref atnparent atrfstart atrfend bkmkstart
bkmkend blipuid
"""
LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())
"""Groups in which there is no text that is shown."""

RUNNING = frozenset(f"{place}{which}" for place in ("header", "footer") for which in ("", "l", "r", "f"))
_KNOWN_NAMES = """
fonttbl stylesheet info title pict sp sn sv shp shpinst shptxt do dptxbxtext object result footnote
annotation field fldinst fldrslt listtext pntext nesttableprops upr ud shppict picprop shpgrp background cs
ts
"""
KNOWN = RUNNING | frozenset(_KNOWN_NAMES.split())
"""Groups that are entered."""

AROUND = {
    "mnum": ("(", ")/"), "mden": ("(", ")"), "msup": ("^(", ")"), "msub": ("_(", ")"), "mrad": ("√(", ")"),
    "md": ("(", ")"), "mlim": ("_(", ")"),
}  # fmt: skip
_PROPERTIES_NAMES = """
mfPr msSupPr msSubPr msSubSupPr msPrePr mradPr mdPr mfuncPr mlimLowPr mlimUppPr maccPr mbarPr mmPr mboxPr
mborderBoxPr meqArrPr mgroupChrPr mphantPr mctrlPr mrPr moMathParaPr margPr mlimLoc mgrow msubHide msupHide
mdegHide
"""
PROPERTIES = frozenset(_PROPERTIES_NAMES.split())
MATHS = PROPERTIES | AROUND.keys() | frozenset({"mmath", "moMath", "moMathPara", "mnaryPr", "mchr"})
"""Groups of formulas."""
