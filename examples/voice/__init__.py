"""What the two voice agents share: who may talk to them, what they answer Plivo, and the brain."""
