"""Promise 4: a needle in 350 pages is found, by the command line too."""

import pytest

from tests.promises.commands import ask
from tests.promises.conftest import Stock
from tests.promises.material import CHAPTERS, secret

pytestmark = [pytest.mark.models, pytest.mark.timeout(600)]


def test_the_secret_number_of_chapter_217_is_found_on_page_217(stock: Stock) -> None:
    read = {file["name"]: file for file in stock.report["files"]}
    assert read["book.pdf"]["pages"] == CHAPTERS

    status, body = ask(stock.environment, "What is the secret number of chapter 217?")
    assert (status, body["abstained"]) == (0, False)
    assert str(secret(217)) in body["answer"]
    wrong = [n for n in range(1, CHAPTERS + 1) if n != 217 and str(secret(n)) in body["answer"]]
    assert wrong == []
    cited = [citation for claim in body["claims"] for citation in claim["citations"]]
    assert {(citation["document"], citation["page"]) for citation in cited} == {("book.pdf", 217)}
    assert any(str(secret(217)) in citation["quote"] for citation in cited)
