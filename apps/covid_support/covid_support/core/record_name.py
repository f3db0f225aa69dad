"""Names for rows that come by the hundred thousand: no counter to lock, ordered by time, never equal.

16 letters and digits: 9 for the millisecond, 7 random ones that count upwards within a millisecond.
Rows written one after the other lie side by side in the primary key, which keeps bulk writes fast.
"""

import secrets
import threading
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
TIME_DIGITS = 9
RANDOM_LIMIT = 32**7

_lock = threading.Lock()
_last = {"millisecond": 0, "random": 0}


def record_names(count: int) -> list[str]:
	"""`count` new names in ascending order."""
	with _lock:
		millisecond, first = _reserve(count)
	time_part = _time_part(millisecond)
	return [time_part + _random_part(number) for number in range(first, first + count)]


def record_name() -> str:
	"""One new name."""
	return record_names(1)[0]


def _reserve(count: int) -> tuple[int, int]:
	"""(millisecond, first of `count` numbers within it) that nobody in this process has had.

	Raises ValueError for more names than fit in one call.
	"""
	if count > RANDOM_LIMIT // 2:
		raise ValueError(f"{count} names at once")
	millisecond = max(time.time_ns() // 1_000_000, _last["millisecond"])
	first = _last["random"] + 1
	if first + count > RANDOM_LIMIT:
		millisecond = max(millisecond, _last["millisecond"] + 1)
	if millisecond > _last["millisecond"]:
		first = secrets.randbelow(RANDOM_LIMIT // 2)
	_last.update(millisecond=millisecond, random=first + count - 1)
	return millisecond, first


def _time_part(millisecond: int) -> str:
	digits = [ALPHABET[millisecond >> 5 * place & 31] for place in reversed(range(TIME_DIGITS))]
	return "".join(digits)


def _random_part(number: int) -> str:
	return (
		ALPHABET[number >> 30]
		+ PAIRS[number >> 20 & 1023]
		+ PAIRS[number >> 10 & 1023]
		+ PAIRS[number & 1023]
	)
