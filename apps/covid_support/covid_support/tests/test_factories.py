"""The factories themselves: a list can be brought into every state, and paid."""

import pytest

from covid_support.tests import factories as make


@pytest.mark.parametrize("state", make.LIST_WAY)
def test_list_in_every_state(state):
	who = make.officials()
	assert make.state_of(make.list_in(state, who)) == state


def test_from_list_to_payment():
	who = make.officials()
	name = make.list_in("Province Decision", who)
	batch = make.sent_batch(make.issued_decision([name], who), who)
	make.pay(batch, who)
	assert [row.status for row in make.payments(batch)] == ["Paid", "Paid"]
