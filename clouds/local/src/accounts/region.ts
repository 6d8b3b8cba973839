/** The only region of an account: the machine that its agent runs on. */
export const REGION = 'localhost';
