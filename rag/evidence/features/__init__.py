"""What the ranking weighs of a unit beside its own words."""
