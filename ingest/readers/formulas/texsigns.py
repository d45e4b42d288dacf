"""Commands of TeX formulas, and what is said for them."""

SIGNS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "varepsilon": "ε", "vartheta": "ϑ", "varpi": "ϖ", "varrho": "ϱ", "varsigma": "ς",
    "varphi": "φ", "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "*", "star": "⋆",
    "circ": "∘", "bullet": "•", "oplus": "⊕", "otimes": "⊗", "odot": "⊙", "cup": "∪", "cap": "∩", "setminus": "∖",
    "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "lnot": "¬", "neg": "¬", "leq": "≤", "le": "≤",
    "leqslant": "≤", "geq": "≥", "ge": "≥", "geqslant": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "equiv": "≡",
    "sim": "∼", "simeq": "≃", "cong": "≅", "propto": "∝", "ll": "≪", "gg": "≫", "lt": "<", "gt": ">", "in": "∈",
    "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "to": "→",
    "rightarrow": "→", "longrightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "implies": "⇒", "Longrightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "iff": "⇔",
    "mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "rightleftharpoons": "⇌", "infty": "∞", "partial": "∂",
    "nabla": "∇", "forall": "∀", "exists": "∃", "emptyset": "∅", "varnothing": "∅", "sum": "∑", "prod": "∏",
    "int": "∫", "iint": "∬", "oint": "∮", "hbar": "ℏ", "ell": "ℓ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ",
    "angle": "∠", "perp": "⊥", "parallel": "∥", "mid": "|", "vert": "|", "lvert": "|", "rvert": "|", "Vert": "‖",
    "lVert": "‖", "rVert": "‖", "|": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋",
    "lceil": "⌈", "rceil": "⌉", "lbrace": "{", "rbrace": "}", "{": "{", "}": "}", "%": "%", "$": "$", "#": "#",
    "&": "&", "_": "_", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "prime": "′",
    "degree": "°", "therefore": "∴", "because": "∵", "colon": ":", "backslash": "\\", "top": "⊤", "bot": "⊥",
    "vdash": "⊢", "models": "⊨", "square": "□",
}  # fmt: skip

FUNCTIONS = frozenset((
    "Pr", "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp",
    "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "mod", "sec", "sin",
    "sinh", "sup", "tan", "tanh",
))  # fmt: skip
"""Commands that say their own name."""

FONTS = frozenset((
    "bm", "boldsymbol", "boxed", "ensuremath", "mathbb", "mathbf", "mathcal", "mathfrak", "mathit", "mathrm",
    "mathscr", "mathsf", "mathtt", "operatorname", "overbrace", "overline", "pmb", "underbrace", "underline",
))  # fmt: skip
"""Commands that only say how their argument is set."""

MARKED = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307",
    "ddot": "\u0308",
}  # fmt: skip
"""What is set above a letter."""

WORDS = frozenset((
    "hbox", "mbox", "text", "textbf", "textit", "textnormal", "textrm", "textsf", "texttt",
))  # fmt: skip
"""Commands whose argument is words."""

SPACES = frozenset((",", ";", ":", " ", ">", "quad", "qquad", "enspace", "space", "thinspace"))
DROPPED = SPACES | frozenset((
    "!", "Big", "Bigg", "Bigl", "Bigr", "bf", "big", "bigg", "biggl", "biggr", "bigl", "bigr", "cal",
    "displaystyle", "it", "left", "limits", "middle", "nolimits", "nonumber", "notag", "right", "rm",
    "scriptstyle", "textstyle",
))  # fmt: skip
"""Commands that say nothing."""

TAKEN = frozenset(("label", "tag", "hspace", "vspace", "phantom", "color"))
"""Commands that say nothing, nor do their arguments."""

ALIGNED = frozenset((
    "align", "alignat", "aligned", "displaymath", "eqnarray", "equation", "gather", "gathered", "math",
    "multline", "split",
))  # fmt: skip
"""Environments that are nothing but lines."""
