/** What a server writes on the status line, and which requests have a body. */
export const REASON: Readonly<Record<number, string>> = {
  200: 'OK',
  302: 'Found',
  500: 'Internal Server Error',
};

const NO_BODY_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);
export const hasBody = (method: string): boolean => !NO_BODY_METHODS.has(method);
