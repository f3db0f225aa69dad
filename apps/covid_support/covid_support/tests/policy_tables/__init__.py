"""Cases of the shipped policies, one module for each pack; tests/policy_cases.py says how they are written."""
