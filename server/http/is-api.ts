/** Whether an address is the API's: it answers programs, with data. */
export function isApi(url: string): boolean {
  return /^\/(?:api|v1)(?:[/?]|$)/.test(url);
}
