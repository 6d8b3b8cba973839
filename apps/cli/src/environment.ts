/** The environment of this program, for the configuration. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;
