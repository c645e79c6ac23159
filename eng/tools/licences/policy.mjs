/** What may be in what we ship: each lets us give it on under Apache-2.0. */
const shipped = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "ISC", "MIT", "PostgreSQL", "Unicode-3.0", "Unlicense", "Zlib", "blessing"]);

/** What only builds or tests: nobody gets it from us. */
const tools = new Set([...shipped, "Artistic-2.0", "CC-BY-3.0", "CC-BY-4.0", "MPL-2.0", "Python-2.0", "EPL-2.0", "WTFPL"]);

/** "(MIT OR GPL-2.0)" is all right when one of them is; "A AND B" when both are. */
export function isAllowed(expression, isShipped) {
  const allowed = isShipped ? shipped : tools;
  return expression
    .replaceAll(/[()]/g, "")
    .split(/ OR /i)
    .some((alternative) => alternative.split(/ AND /i).every((one) => allowed.has(one.trim())));
}

/** @returns lines for what is not allowed. */
export function problems(packages, exceptions) {
  const used = new Set();
  const found = packages.flatMap(({ name, version, licence, isShipped, from }) => {
    const exception = exceptions[name];
    if (exception !== undefined) {
      used.add(name);
    }
    if (exception?.toolOnly && !isShipped) {
      return [];
    }
    const expression = exception?.licence ?? licence;
    return expression && isAllowed(expression, isShipped) ? [] : [`${name} ${version} (${from}): ${expression || "no licence is named"}`];
  });
  return [...found, ...Object.keys(exceptions).filter((name) => !used.has(name)).map((name) => `${name}: an exception for what is not there any more`)];
}
