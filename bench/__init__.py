"""What is promised about speed and size, measured: ratios against something in the same run."""
