"""The models that can write, what each costs, and how one is fetched, checked, converted and removed."""
