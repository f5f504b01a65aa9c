"""The platform's part: accounts, legs, clocks, requests and what was heard."""
