import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { knownTypes } from "../../src/contracts/frameDecoders";

interface AsyncApi {
  readonly components: { readonly messages: Readonly<Record<string, { readonly name: string }>> };
}

test("The client reads exactly what the server says that it sends", () => {
  const document = JSON.parse(readFileSync("../docs/asyncapi.json", "utf8")) as AsyncApi;

  const sent = Object.entries(document.components.messages)
    .filter(([key]) => !key.startsWith("client."))
    .map(([, message]) => message.name);

  expect([...knownTypes].sort()).toEqual(sent.sort());
});
