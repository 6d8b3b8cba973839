/** Measured rows that rightly differ, by id, with the reason. A listed row that passes fails the test. */
export const differences: Record<string, string> = {};
