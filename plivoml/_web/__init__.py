"""Forms and headers, as any web framework hands them over."""
