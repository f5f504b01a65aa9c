"""What this project is worked on with; nothing of it is installed."""
