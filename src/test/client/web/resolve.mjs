/** Resolves the names of the libraries as the import map of the pages does. */
const LIBRARIES = new URL('../../../../target/web-modules/node_modules/', import.meta.url);
const MAIN_FILES = { 'lit-html': 'lit-html.js', 'lit-element': 'lit-element.js', '@lit/reactive-element': 'reactive-element.js' };

export async function resolve(specifier, context, nextResolve) {
  const library = Object.keys(MAIN_FILES).find((name) => specifier === name || specifier.startsWith(`${name}/`));
  if (library) {
    const path = specifier === library ? `${library}/${MAIN_FILES[library]}` : specifier;
    return { url: new URL(path, LIBRARIES).href, format: 'module', shortCircuit: true };
  }
  const resolved = await nextResolve(specifier, context);
  return resolved.url.includes('/WEB-INF/web/') ? { ...resolved, format: 'module' } : resolved;
}
