"""What would be if: another table, another figure. Each study runs the pipeline again and compares."""
