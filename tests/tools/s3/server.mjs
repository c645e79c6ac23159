// An S3 server for tests: s3rver, with the two calls on unfinished uploads that it lacks. `node server.mjs FOLDER BUCKET` prints its address and ends with its standard input.
// Keys are s3rver's own: S3RVER and S3RVER.
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import S3rver from "s3rver";

const [folder, bucket] = process.argv.slice(2);
const server = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory: folder, configureBuckets: [{ name: bucket, configs: [] }] });
const uploadsFolder = join(folder, bucket, "._S3rver_uploads");

// Before what s3rver does, as it answers 405 and 501.
server.middleware.unshift(async (ctx, next) => {
  if (ctx.method === "DELETE" && ctx.query.uploadId) {
    await rm(join(uploadsFolder, ctx.query.uploadId), { recursive: true });
    ctx.status = 204;
  } else if (ctx.method === "GET" && "uploads" in ctx.query) {
    const uploads = (await findUploads()).filter((upload) => upload.key.startsWith(ctx.query.prefix ?? ""));
    const items = uploads.map((upload) => `<Upload><Key>${upload.key}</Key><UploadId>${upload.id}</UploadId></Upload>`);
    ctx.type = "application/xml";
    ctx.body = `<?xml version="1.0"?><ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${items.join("")}</ListMultipartUploadsResult>`;
  } else {
    await next();
  }
});

async function findUploads() {
  const ids = await readdir(uploadsFolder).catch(() => []);
  return Promise.all(ids.map(async (id) => ({ id, key: await readFile(join(uploadsFolder, id, "key"), "utf8") })));
}

const { port } = await server.run();
console.log(`http://127.0.0.1:${port}`);
process.stdin.on("end", () => process.exit(0)).resume();
