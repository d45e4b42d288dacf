"""What is said of pictures for those who cannot see them."""

from ingest.readers.drawings.descriptions import said_of
from ingest.readers.ooxml.elements import attribute
from ingest.readers.slides.frames import SlideShape, properties


def alternative(shape: SlideShape) -> str:
    """What a shape is described with, "" where that is a name that a program gave, a file or an address."""
    named = properties(shape.element)
    return said_of(attribute(named, "descr")) or said_of(attribute(named, "title"))
