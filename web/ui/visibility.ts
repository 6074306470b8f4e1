/** Browsers slow down hidden pages, so a race that was hidden for a moment says so. */

/** Watches from now on; `stop` tells whether the page was ever hidden. */
export function watchVisibility(): { stop(): boolean } {
  let hidden = document.visibilityState === 'hidden';
  const look = (): void => {
    hidden ||= document.visibilityState === 'hidden';
  };
  document.addEventListener('visibilitychange', look);
  return {
    stop() {
      document.removeEventListener('visibilitychange', look);
      return hidden;
    },
  };
}
