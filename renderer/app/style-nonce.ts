/**
 * Lets libraries put style elements into the document under the content security policy: each gets the nonce that the document
 * was served with. To be called before any library is loaded.
 */
export function allowInjectedStyles(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
  if (nonce === undefined || nonce === '') return
  // oxlint-disable-next-line typescript/unbound-method -- called with the document as `this` below
  const create = Document.prototype.createElement
  Document.prototype.createElement = function createWithNonce(this: Document, name: string, options?: ElementCreationOptions) {
    const element = create.call(this, name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
}
