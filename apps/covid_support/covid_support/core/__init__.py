"""Pure Python foundations: numbers that identify people, names, dates, money, working days. No frappe here."""
