"""One module per command of ./run; each has add_arguments(parser) and run(arguments) -> exit code."""
