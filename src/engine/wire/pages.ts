/** What stands on the status line, and the pages that the load balancer answers itself. */
export const REASON: Readonly<Record<number, string>> = {
  200: 'OK',
  302: 'Found',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Time-out',
};

/** What HAProxy answers itself when no error file is configured. */
export const ERROR_PAGE: Readonly<Record<number, string>> = {
  502: '<html><body><h1>502 Bad Gateway</h1>\nThe server returned an invalid or incomplete response.\n</body></html>\n',
  503: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
  504: "<html><body><h1>504 Gateway Time-out</h1>\nThe server didn't respond in time.\n</body></html>\n",
};

const NO_BODY_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE']);
export const hasBody = (method: string): boolean => !NO_BODY_METHODS.has(method);

/** The head of a page of HAProxy's own, with the empty line. */
export function errorHead(status: number): string {
  const length = ERROR_PAGE[status]?.length ?? 0;
  const head = [`HTTP/1.1 ${status} ${REASON[status]}`, `content-length: ${length}`, 'cache-control: no-cache'];
  return `${[...head, 'content-type: text/html'].join('\r\n')}\r\n\r\n`;
}
