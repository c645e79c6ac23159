// Reads manifests for the tests of one process: a line of JSON with a text comes in, a line with its documents and problems goes out. Ends with its input.
import { createInterface } from 'node:readline';
import { readManifests } from './manifests.mjs';

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(readManifests(JSON.parse(line)))}\n`);
}
