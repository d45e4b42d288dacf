"""What is known of commands and environments: which arguments are no words, and what they are."""

import re

SWALLOWED = {
    **dict.fromkeys(
        (
            *(
                "label",
                "index",
                "vspace",
                "hspace",
                "includegraphics",
                "input",
                "include",
                "bibliography",
                "addbibresource",
            ),
            *(
                "bibliographystyle",
                "usepackage",
                "RequirePackage",
                "pagestyle",
                "thispagestyle",
                "color",
                "hypersetup",
            ),
            *(
                "graphicspath",
                "nocite",
                "pagenumbering",
                "markright",
                "phantom",
                "vphantom",
                "hphantom",
                "usetheme",
            ),
            *(
                "usecolortheme",
                "setbeamertemplate",
                "captionsetup",
                "includepdf",
                "lstset",
                "geometry",
                "selectlanguage",
            ),
            *(
                "hyphenation",
                "tikzset",
                "usetikzlibrary",
                "pgfplotsset",
                "linespread",
                "ssp",
                "cline",
                "cmidrule",
                "hypertarget",
            ),
            *(
                "newcounter",
                "stepcounter",
                "refstepcounter",
                "newif",
                "columnwidth",
                "epigraphhead",
                "setlist",
                "vskip",
            ),
            *(
                "glsadd",
                "newpagestyle",
                "subfile",
                "import",
                "lstinputlisting",
                "verbatiminput",
                "movie",
                "sisetup",
                "qedhere",
            ),
            *(
                "theoremstyle",
                "setbeamercolor",
                "setbeamerfont",
                "AtBeginSection",
                "logo",
                "titlegraphic",
                "tableofcontents",
            ),
        ),
        1,
    ),
    **dict.fromkeys(
        (
            *(
                "setlength",
                "addtolength",
                "settowidth",
                "fontsize",
                "rule",
                "newlength",
                "newtheorem",
                "markboth",
            ),
            *(
                "numberwithin",
                "definecolor",
                "DeclareMathOperator",
                "newsavebox",
                "addcontentsline",
                "setenumerate",
            ),
            *(
                "setitemize",
                "titleformat",
                "titlespacing",
                "newenvironment",
                "lstdefinestyle",
                "colorlet",
                "specialrule",
            ),
            *(
                "declaretheorem",
                "newmdtheoremenv",
                "pdfbookmark",
                "subimport",
                "resizebox",
                "newacronym",
                "defcitealias",
            ),
        ),
        2,
    ),
}
"""Commands -> how many of their arguments are no words."""
SWALLOWED |= {
    "tableofcontents": 0,
    "qedhere": 0,
    "newtheorem": 2,
    "newenvironment": 3,
    "definecolor": 3,
    "renewenvironment": 3,
    "addcontentsline": 3,
    "setbeamertemplate": 1,
    "columnwidth": 0,
    "titleformat": 5,
    "titlespacing": 4,
    "textcolor": 1,
    "colorbox": 1,
    "fcolorbox": 2,
    "parbox": 1,
    "raisebox": 1,
    "makebox": 0,
    "scalebox": 1,
    "rotatebox": 1,
    "foreignlanguage": 1,
    "hyperref": 0,
    "hyperlink": 1,
    "multirow": 2,
    "multicolumn": 2,
    "newsavebox": 1,
    "newcolumntype": 2,
    "newtcolorbox": 2,
    "newlength": 1,
    "newacronym": 0,
    "newglossaryentry": 2,
    "adjustbox": 1,
}

REFERRING = frozenset(
    ("ref", "pageref", "autoref", "cref", "Cref", "nameref", "vref", "fref", "subref", "eqref")
)
CITING = re.compile(r"(?:[a-z]*cite[a-zA-Z]*|Cite[a-zA-Z]*|parencite|textcite|footcite)$")
BOLD = frozenset(("textbf", "bf", "bfseries", "strong", "structure", "alert", "mathbf", "defn", "term"))
DROPPED = frozenset(
    (
        *(
            "tikzpicture",
            "pgfpicture",
            "picture",
            "filecontents",
            "filecontents*",
            "comment",
            "axis",
            "circuitikz",
            "forest",
        ),
        *(
            "asy",
            "pspicture",
            "CCSXML",
            "overprint-",
            "scope",
            "titlepage-",
            "knitrout-",
            "xy",
            "dot2tex",
            "psfrags",
        ),
    )
)
"""Environments without words."""
FORMULAS = frozenset(
    name + star
    for name in (
        *(
            "equation",
            "align",
            "gather",
            "multline",
            "eqnarray",
            "displaymath",
            "math",
            "flalign",
            "alignat",
            "dmath",
        ),
        *("alignedat", "subequations", "IEEEeqnarray", "empheq", "cases", "dgroup", "darray"),
    )
    for star in ("", "*")
)
TABLES = {
    "tabular": 1,
    "tabular*": 2,
    "tabularx": 2,
    "tabulary": 2,
    "longtable": 1,
    "longtable*": 1,
    "array": 1,
    "tabu": 1,
    "longtabu": 1,
    "supertabular": 1,
    "xltabular": 2,
    "tblr": 1,
    "longtblr": 1,
    "NiceTabular": 1,
    "tabularray": 1,
    "mpsupertabular": 1,
    "xtabular": 1,
}
"""Environments that are tables -> how many arguments stand before the cells."""
LISTS = frozenset(
    (
        *(
            "itemize",
            "enumerate",
            "description",
            "compactitem",
            "compactenum",
            "compactdesc",
            "itemize*",
            "enumerate*",
        ),
        *(
            "asparaenum",
            "asparaitem",
            "inparaenum",
            "inparaitem",
            "list",
            "trivlist",
            "labeling",
            "enumerate-",
            "parts",
        ),
        *("questions", "subparts", "choices", "tasks", "exenumerate", "steps"),
    )
)
THEOREMS = frozenset(
    (
        *(
            "theorem",
            "lemma",
            "proposition",
            "corollary",
            "definition",
            "remark",
            "example",
            "proof",
            "claim",
            "conjecture",
        ),
        *(
            "exercise",
            "problem",
            "solution",
            "axiom",
            "fact",
            "note",
            "thm",
            "lem",
            "prop",
            "cor",
            "defn",
            "rem",
            "ex",
        ),
        *(
            "question",
            "answer",
            "observation",
            "notation",
            "assumption",
            "property",
            "hypothesis",
            "defish",
            "prob",
        ),
    )
)
"""Environments that are theorems and the like, where a source does not say which it has."""
ARGUMENTS = {
    "minipage": 1,
    "multicols": 1,
    "multicols*": 1,
    "adjustbox": 1,
    "wrapfigure": 2,
    "wraptable": 2,
    "column": 1,
    "spacing": 1,
    "subfigure": 1,
    "subtable": 1,
    "thebibliography": 1,
    "list": 2,
    "otherlanguage": 1,
    "onlyenv": 0,
    "addmargin": 1,
    "textblock": 1,
    "floatingfigure": 1,
    "sidewaysfigure": 0,
    "mdframed": 0,
    "labeling": 1,
    "tcolorbox": 0,
    "scaletikzpicturetowidth": 1,
    "altenv": 4,
    "adjustwidth": 2,
    "CJK": 2,
    "CJK*": 2,
}
"""Environments -> how many arguments are no words."""
BLOCKS = frozenset(("block", "alertblock", "exampleblock"))
"""Boxes of slides, with a title as their argument."""
