"""Rules as data: which facts a policy may ask about, who is eligible, how much they get. No frappe here."""
