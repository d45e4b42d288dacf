from rag.writing.explaining.choice import words_in


def test_a_formula_is_as_long_as_its_letters() -> None:
    assert words_in("Bread rises in heat.") == 4
    assert (
        words_in(r"\\sum_{i=1}^{n}(x_i-\\bar{x})^{2}/n")
        == len(r"\\sum_{i=1}^{n}(x_i-\\bar{x})^{2}/n") // 9
        == 3
    )
