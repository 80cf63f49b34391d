"""What is worked out once."""

from functools import partial

from gateway.console.kept import Kept


def test_a_value_is_worked_out_once_and_the_oldest_goes_first() -> None:
    kept: Kept[int] = Kept()
    worked: list[int] = []

    def work(number: int) -> int:
        worked.append(number)
        return number * 10

    for _ in range(2):
        assert [kept.get(number, partial(work, number)) for number in range(8)] == list(range(0, 80, 10))
    assert worked == list(range(8))
    kept.get(8, lambda: work(8))
    kept.get(1, lambda: work(1))
    assert worked == [*range(8), 8]
    kept.get(0, lambda: work(0))
    assert worked == [*range(8), 8, 0]
