"""The subcommands of `python -m evaluation`: each module adds its arguments and runs itself."""
