/**
 * The one Trusted Types policy of the page. The page makes no HTML and no script from text; what is left are the
 * addresses of its own workers, which may come from its own origin only.
 */

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): unknown;
}

/** Installs the default policy where the browser has Trusted Types. Call before the first worker is made. */
export function installTrustedTypes(): void {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createScriptURL(address) {
      if (new URL(address, globalThis.location.href).origin === location.origin) return address;
      throw new TypeError(`a script from another origin was refused: ${address}`);
    },
  });
}
