// What all forms of the product share. Scripts show, hide and filter; the server alone judges.
import "./desk/format";
import "./desk/quiet";
import "./desk/charts";
import "./desk/date_words";
import "./desk/role_words";
import "./desk/left_forms";
import "./desk/number_fields";
import "./desk/official_pages";
import "./desk/badges";
import "./desk/ask";
import "./desk/paged_table";
import "./desk/workflow_buttons";
import "./desk/official_prints";
import "./desk/unit_fields";
import "./desk/people_dialogs";
import "./desk/receipt_dialog";
import "./desk/beneficiary_quick_entry";
