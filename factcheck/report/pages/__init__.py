"""What the pages of the report say, ready to be arranged by the templates."""
