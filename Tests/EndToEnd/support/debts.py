"""The requirements that docs/conformance.md calls "not yet", once a test has counted them."""

DEBTS = []
