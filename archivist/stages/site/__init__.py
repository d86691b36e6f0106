"""What the site printed: its furniture, its facts, and learning both for a new site."""
