"""The command line: parses the request, calls public functions, formats the answer."""
