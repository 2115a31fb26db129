// Import this in a command that starts processes. They stop when this process exits, and without these handlers Ctrl-C would leave
// them running.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
process.on('SIGHUP', () => process.exit(129));
