import { expect, test } from "vitest";
import { groupNameOf, isGroupName } from "../../src/views/groups/groupName";

test.each(["ab", "oncall", "on-call.eu_1", "0x", "a".repeat(32)])("%s is a name", (name) => {
  expect(isGroupName(name)).toBe(true);
});

test.each(["", "a", "-oncall", "oncall.", "on call", "Oncall", "żółw", "a".repeat(33), "on@call"])("%j is none", (name) => {
  expect(isGroupName(name)).toBe(false);
});

test("It is kept in lower case, without the sign that is written before it", () => {
  expect(groupNameOf(" @OnCall ")).toBe("oncall");
});
