"""Records in the formats of others: one module each, each a pure function of records."""
