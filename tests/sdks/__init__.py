"""What Plivo's own libraries build, beside what this one builds."""
