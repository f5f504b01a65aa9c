"""Documents checked: rules, and the schema that has the last word."""
