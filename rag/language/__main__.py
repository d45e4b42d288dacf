"""Write the table of what each language can do: `python -m rag.language docs/languages.md`."""

import argparse
from pathlib import Path

from rag.language.abilities import as_markdown


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m rag.language", description=__doc__)
    parser.add_argument("page", type=Path, help="the Markdown file to write")
    parser.parse_args().page.write_text(as_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
