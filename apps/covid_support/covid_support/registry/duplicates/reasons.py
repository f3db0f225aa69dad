"""Why two records are thought to be one person: the keys that the matcher gives, in words. Pure."""

REASONS = {
	"same_name": "Same name, diacritics apart",
	"turned_name": "Same words of the name in another order",
	"joined_name": "Same name, written in other words",
	"heard_name": "Names sound alike",
	"mistyped_name": "One word of the name differs by a letter",
	"shorter_name": "One name has a word more",
	"same_birth": "Same date of birth",
	"swapped_birth": "Day and month of birth changed round",
	"birth_year_only": "Same year of birth, the date is not known exactly",
	"birth_month_only": "Same month and year of birth",
	"mistyped_birth": "One digit of the date of birth differs",
	"mistyped_birth_year": "Same day and month, the year of birth differs",
	"same_number": "The personal ID of the one is the social insurance number of the other",
	"close_personal_id": "Personal IDs differ by one digit",
	"close_card": "Identity card numbers differ by one digit",
	"same_phone": "Same telephone",
	"same_account": "Same account",
	"same_household": "Same household",
	"listed_number": "The number stands on the list, the name or the year of birth beside it differs or is missing",
	"same_commune": "Same commune, or the one that took it over",
}
