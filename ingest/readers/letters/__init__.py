"""Letters: fonts that have signs in place of them, fonts that say what is written in them."""
