/** What the page tells scripts that drive it, as events on `window`. */
export interface Announcements {
  'kmeans-race-ready': undefined;
  'kmeans-race-data': { readonly n: number; readonly d: number; readonly name: string };
  'kmeans-race-done': undefined;
  'kmeans-race-error': { readonly name: string; readonly message: string };
}

/** Dispatches one of them. */
export function announce<Name extends keyof Announcements>(
  ...[name, detail]: Announcements[Name] extends undefined ? [Name] : [Name, Announcements[Name]]
): void {
  window.dispatchEvent(new CustomEvent(name, { detail }));
}
