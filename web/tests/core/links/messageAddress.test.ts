import { describe, expect, test } from "vitest";
import { messageAddresses, quoteOf } from "../../../src/core/links/messageAddress";

const origin = "https://chat.example";
const workspaceId = "019cb73d-0000-7d6a-966f-e36f73ad8449";
const channelId = "019cb73d-43cb-7d6a-966f-e36f73ad8449";
const link = `${origin}/w/${workspaceId}/c/${channelId}/42`;

describe("addresses of messages in a text", () => {
  test("Each is found once, wherever it stands", () => {
    expect(messageAddresses(`see ${link}, and (${link}) again: <${link.replace("/42", "/7")}>.`, [origin])).toEqual([
      { workspaceId, channelId, seq: 42 },
      { workspaceId, channelId, seq: 7 },
    ]);
  });

  test("That of a reply names its thread", () => {
    expect(messageAddresses(`see ${link.replace("/42", "?thread=42")}.`, [origin])).toEqual([{ workspaceId, channelId, seq: 42 }]);
  });

  test("Another server's, another page's and half an address are none", () => {
    const others = [
      link.replace("chat.example", "evil.example"),
      link.slice(0, -3),
      `${link}/more`,
      `${link}th`,
      link.replace("/42", "/0"),
    ];

    expect(others.flatMap((text) => messageAddresses(text, [origin]))).toEqual([]);
  });

  test("A long text takes no long time", () => {
    const before = performance.now();
    messageAddresses("https://".repeat(100_000), [origin]);
    messageAddresses(`${origin}/w/`.repeat(50_000), [origin]);

    expect(performance.now() - before).toBeLessThan(2_000);
  });

  test("A quotation marks each line, and says where it is from", () => {
    expect(quoteOf("one\n\ntwo", link)).toBe(`> one\n>\n> two\n\n${link}\n`);
  });

  test("A message that is only files is its address", () => {
    expect(quoteOf("", link)).toBe(`${link}\n`);
  });
});
