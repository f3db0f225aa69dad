"""The stories that can be played, by the name on the command line."""

from covid_support.scenarios.can_tho_2021 import CanTho2021
from covid_support.scenarios.can_tho_2024 import CanTho2024
from covid_support.scenarios.soc_trang import SocTrang
from covid_support.scenarios.story import Story
from covid_support.scenarios.thai_nguyen import ThaiNguyen

STORIES: dict[str, type[Story]] = {kind.name: kind for kind in (SocTrang, ThaiNguyen, CanTho2021, CanTho2024)}
