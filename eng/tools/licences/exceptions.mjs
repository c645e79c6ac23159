/** Packages whose licence is not where it is looked for: what it is, and how one knows. */
export const exceptions = {
  SQLite: { licence: "blessing", reason: "LICENSE.txt of the package: public domain" },
  CommandLineParser: { licence: "MIT", reason: "License.md of the package" },
  "Microsoft.DotNet.PlatformAbstractions": { licence: "MIT", reason: "LICENSE.TXT of the package" },
  busboy: { licence: "MIT", reason: "licenses in its package.json, the old form" },
  dicer: { licence: "MIT", reason: "licenses in its package.json, the old form" },
  streamsearch: { licence: "MIT", reason: "licenses in its package.json, the old form" },
  "humanize-number": { toolOnly: true, reason: "names none; a part of the tests' S3 server, never given to anyone" },
  only: { toolOnly: true, reason: "names none; a part of the tests' S3 server, never given to anyone" },
};
