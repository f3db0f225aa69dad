"""Where and when the Sóc Trăng story happens."""

from datetime import date

PROVINCE = "94-2004"
REGISTRATION = date(2020, 4, 27)
LIST_DAYS = {
	"listed": date(2020, 5, 4),
	"lottery": date(2020, 5, 5),
	"proposed": date(2020, 5, 18),
	"review": date(2020, 5, 25),
}
MOVING = ("listed", "lottery", "proposed")
