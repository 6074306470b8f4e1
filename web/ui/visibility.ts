/** Browsers slow hidden pages down and stop frozen ones: what was timed meanwhile is void. */

/** Watches from now on; `stop` tells whether the page was ever hidden or frozen. */
export function watchVisibility(): { stop(): boolean } {
  let hidden = document.visibilityState === 'hidden';
  const look = (): void => {
    hidden ||= document.visibilityState === 'hidden';
  };
  const freeze = (): void => {
    hidden = true;
  };
  document.addEventListener('visibilitychange', look);
  document.addEventListener('freeze', freeze);
  return {
    stop() {
      document.removeEventListener('visibilitychange', look);
      document.removeEventListener('freeze', freeze);
      return hidden;
    },
  };
}
