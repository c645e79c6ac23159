// Reads Kubernetes manifests as the API server would, only more strictly: a field that it does not know, a wrong type, an empty value or a key that stands twice is a
// problem. The API server's own description of its interface (openapi-1.36.json.gz) says what there is; schemas/*.json say it of what is not built in.
import { readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Ajv from 'ajv';
import YAML from 'yaml';

const here = new URL('.', import.meta.url);
const { definitions } = JSON.parse(gunzipSync(readFileSync(new URL('openapi-1.36.json.gz', here))));
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

/** "apps/v1/Deployment" → where its schema is. */
const places = new Map();

for (const [name, definition] of Object.entries(definitions)) {
  for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
    places.set([group, version, kind].filter(Boolean).join('/'), `kubernetes#/definitions/${name}`);
  }
  if (definition.format === 'int-or-string') {
    definitions[name] = { type: ['integer', 'string'] };
  } else if (definition.type === 'object' && definition.properties) {
    definition.additionalProperties ??= false;
  }
}
ajv.addSchema({ $id: 'kubernetes', definitions });

for (const file of readdirSync(new URL('schemas/', here)).filter((name) => name.endsWith('.json'))) {
  for (const [name, spec] of Object.entries(JSON.parse(readFileSync(new URL(`schemas/${file}`, here))).kinds)) {
    // Beside the other, so that a reference to "kubernetes#…" is one to it.
    const $id = name.replaceAll('/', '_');
    ajv.addSchema({
      $id,
      type: 'object',
      required: ['apiVersion', 'kind', 'metadata', 'spec'],
      additionalProperties: false,
      properties: { apiVersion: {}, kind: {}, metadata: { $ref: 'kubernetes#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }, spec },
    });
    places.set(name, $id);
  }
}

/** @returns {{ documents: object[], problems: string[] }} what the text holds, and what is wrong with it */
export function readManifests(text) {
  const documents = [];
  const problems = [];
  // YAML 1.1 is what Kubernetes' own tools read: "yes" is not a string there.
  for (const document of YAML.parseAllDocuments(text, { version: '1.1', merge: false })) {
    problems.push(...[...document.errors, ...document.warnings].map((error) => error.message.split('\n')[0]));
    const value = document.errors.length === 0 ? document.toJS() : null;
    if (value !== null && value !== undefined) {
      documents.push(value);
      problems.push(...problemsOf(value));
    }
  }
  return { documents, problems };
}

function problemsOf(document) {
  const { apiVersion, kind, metadata } = document;
  const name = `${kind}/${metadata?.name}`;
  const place = places.get(`${apiVersion}/${kind}`);
  if (place === undefined) {
    return [`${name}: nothing is known of ${apiVersion} ${kind}; tests/tools/kubernetes/schemas is where it is described`];
  }
  const validate = ajv.getSchema(place);
  return validate(document) ? [] : validate.errors.map((error) => `${name}: ${error.instancePath.slice(1) || 'it'} ${error.message}${detailOf(error)}`);
}

function detailOf({ params }) {
  const detail = params.additionalProperty ?? params.allowedValues?.join(', ');
  return detail === undefined ? '' : ` (${detail})`;
}
