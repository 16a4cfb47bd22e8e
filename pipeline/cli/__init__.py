"""The command line: thin, it parses and calls the library. Nothing heavy is imported before a command needs it."""
