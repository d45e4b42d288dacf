from rag.models.span.packed import Packed, packs


def test_rows_are_laid_out_behind_what_they_share():
    packed = Packed.of([[7, 8, 1], [7, 8, 2, 3]])
    assert packed.ids.tolist() == [[7, 8, 1, 2, 3]]
    assert packed.positions.tolist() == [[0, 1, 2, 2, 3]]
    assert packed.ends.tolist() == [2, 4]
    assert packed.mask[0, 0].int().tolist() == [
        [1, 0, 0, 0, 0],
        [1, 1, 0, 0, 0],
        [1, 1, 1, 0, 0],
        [1, 1, 0, 1, 0],  # the second row does not see the first
        [1, 1, 0, 1, 1],
    ]


def test_a_row_keeps_a_token_of_its_own():
    packed = Packed.of([[7, 8], [7, 8], [7]])
    assert (packed.ids.tolist(), packed.ends.tolist()) == ([[7, 8, 7, 8, 7]], [1, 3, 4])
    assert packed.positions.tolist() == [[0, 1, 0, 1, 0]]


def test_one_row_is_itself():
    packed = Packed.of([[7, 8, 9]])
    assert (packed.ids.tolist(), packed.positions.tolist()) == ([[7, 8, 9]], [[0, 1, 2]])
    assert packed.ends.tolist() == [2] and packed.mask.sum() == 6


def test_rows_that_are_too_long_together_are_packed_apart():
    rows = [[7, 8, 1], [7, 8, 2, 3], [7, 8, 4], [7, 8, *range(10, 20)]]
    assert [packed.ids.tolist() for packed in packs(rows, most=5)] == [
        [[7, 8, 1, 2, 3]],  # 2 shared, 1 and 2 of their own: 5
        [[7, 8, 4]],
        [[7, 8, *range(10, 20)]],  # longer than a pack: alone
    ]
    (whole,) = packs(rows, most=100)
    assert whole.ends.tolist() == [2, 4, 5, 15]
    assert list(packs([])) == []
