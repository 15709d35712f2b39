// Lets libraries put style elements into the document under the content security policy: each gets the nonce that the document was served
// with. The page has it as a script of its own, before all others: some libraries inject their styles as soon as they are loaded.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
if (nonce !== undefined && nonce !== '') {
  // oxlint-disable-next-line typescript/unbound-method -- called with the document as `this` below
  const create = Document.prototype.createElement
  Document.prototype.createElement = function createWithNonce(this: Document, name: string, options?: ElementCreationOptions) {
    const element = create.call(this, name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
}
