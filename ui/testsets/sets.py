"""The test sets of this library, as every part of the page reaches them."""

from rag.store.testsets import TestSets
from ui import resources


def testsets() -> TestSets:
    """The library's test sets."""
    return resources.engine().testsets
