"""Names for rows that come by the hundred thousand: no counter to lock, ordered by time, never equal.

16 letters and digits: 9 for the millisecond, 7 random ones that count upwards within a millisecond.
Rows written one after the other lie side by side in the primary key, which keeps bulk writes fast.
"""

import secrets
import threading
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
TIME_DIGITS = 9
RANDOM_DIGITS = 7
RANDOM_LIMIT = 32**RANDOM_DIGITS

_lock = threading.Lock()
_last = {"millisecond": 0, "random": 0}


def record_names(count: int) -> list[str]:
	"""`count` new names in ascending order."""
	with _lock:
		return [_next_name() for _ in range(count)]


def record_name() -> str:
	"""One new name."""
	return record_names(1)[0]


def _next_name() -> str:
	millisecond = max(time.time_ns() // 1_000_000, _last["millisecond"])
	if millisecond > _last["millisecond"]:
		_last["random"] = secrets.randbelow(RANDOM_LIMIT // 2)
	else:
		_last["random"] += 1
	if _last["random"] >= RANDOM_LIMIT:
		millisecond += 1
		_last["random"] = 0
	_last["millisecond"] = millisecond
	return _encode(millisecond, TIME_DIGITS) + _encode(_last["random"], RANDOM_DIGITS)


def _encode(number: int, digits: int) -> str:
	letters = []
	for _ in range(digits):
		number, remainder = divmod(number, 32)
		letters.append(ALPHABET[remainder])
	return "".join(reversed(letters))
