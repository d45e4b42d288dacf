"""A short course on generative AI that this project wrote, and the script that typesets it."""
