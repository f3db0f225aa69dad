"""From the system's rows to the data of official prints: one module for each print."""
