"""Values as a spreadsheet shows them, by the codes of their number formats ("0.0%", "d.m.yyyy")."""
