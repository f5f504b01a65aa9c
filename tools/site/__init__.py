"""What makes a site of the pages, beyond what their Markdown says."""
