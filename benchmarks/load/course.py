"""A course in which each person has a thing of their own to ask about, so that an answer that is another's shows."""

import random
from dataclasses import dataclass

_BEGIN = (
    "bra",
    "cor",
    "del",
    "fen",
    "gol",
    "har",
    "jun",
    "kel",
    "lom",
    "mir",
    "nor",
    "pol",
    "quen",
    "rud",
    "sil",
    "tov",
)
_MIDDLE = ("a", "e", "i", "o", "u", "an", "er", "il")
_END = ("bex", "dax", "fyn", "gul", "kov", "lith", "mot", "nak", "pim", "rond", "sket", "tarn", "vim", "zorn")
_PARTS = ("a coil", "a float", "a spring", "a lens", "a drum", "a valve", "a wheel", "a bell")
_USES = ("weigh grain", "time a race", "measure the tide", "sort letters", "pump water", "cut glass")


@dataclass(frozen=True, slots=True)
class Device:
    """A made-up thing. `maker` and `word` stand in its section alone."""

    name: str
    maker: str
    word: str
    section: str

    def question(self, explains: bool) -> str:
        """What its person asks about it, in words that no question has which the app suggests of the same course."""
        if explains:
            return f"Please explain how the {self.name} works."
        return f"Please tell me who designed the {self.name}."

    def is_in(self, text: str, explains: bool) -> bool:
        """Whether an answer to that question says what the section does."""
        return (self.word if explains else self.maker) in text


def devices(count: int, seed: int = 7) -> list[Device]:
    """So many, with names that are in no dictionary."""
    draw = random.Random(seed)
    names: dict[str, None] = {}
    while len(names) < 3 * count:
        names[(draw.choice(_BEGIN) + draw.choice(_MIDDLE) + draw.choice(_END)).capitalize()] = None
    known = list(names)
    return [_device(known[3 * index : 3 * index + 3], draw) for index in range(count)]


def _device(names: list[str], draw: random.Random) -> Device:
    name, maker, word = f"{names[0]} engine", f"Ada {names[1]}", names[2].lower()
    first, second = draw.sample(_PARTS, 2)
    year, use = draw.randrange(1780, 1930), draw.choice(_USES)
    lines = (
        f"The {name} was designed by {maker} in {year}.",
        f"It was built to {use}.",
        f"The {name} works by {first} that turns the {word}, a plate of brass.",
        f"When the {word} has turned once, it moves {second}, which stops the plate for a second.",
        f"Because the {word} is heavy, the {name} runs evenly even where the load changes.",
        f"A weight of {draw.randrange(2, 40)} kilograms drives it for {draw.randrange(2, 30)} hours.",
    )
    return Device(name, maker, word, f"## The {name}\n\n" + " ".join(lines) + "\n")


def handout(chosen: list[Device]) -> str:
    """All of them as one document in Markdown."""
    return "# Engines of the museum\n\n" + "\n".join(device.section for device in chosen)
