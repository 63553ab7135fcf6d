/** What the picture can show; the engine and the command line go further. */
export const MOST_PEOPLE = 2000;
export const MOST_SERVERS = 200;
export const MOST_GROUPS = 8;
