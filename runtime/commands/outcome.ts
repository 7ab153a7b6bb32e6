/** The command was called in a way that it does not understand; the message names the remedy. Exit status 2. */
export class WrongUsage extends Error {}

/** The command was understood and its work failed on the given material; the message names the place and the remedy. Exit status 1. */
export class WorkFailed extends Error {}
