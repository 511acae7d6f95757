"""The pages on the sample programme, each kind of behaviour in its own file."""
