"""`./run faults`: operations over many rows, disturbed by kill -9, beside undisturbed ones."""
