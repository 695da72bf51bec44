import { expect, it } from "vitest";
import { matching } from "./combobox-options.ts";

const options = [
  { value: "a1", label: "deploy-bot", hint: "Production", group: "Agents" },
  { value: "p1", label: "Ada", hint: "ada@example.com", group: "People" },
  { value: "a2", label: "report-bot", group: "Agents" },
];
const labels = (text: string) => matching(options, text).map((option) => option.label);

it("every typed word must be found, in the label, the hint or the value, in any case", () => {
  expect(labels("BOT")).toEqual(["deploy-bot", "report-bot"]);
  expect(labels("bot prod")).toEqual(["deploy-bot"]);
  expect(labels("p1")).toEqual(["Ada"]);
  expect(labels("bot ada")).toEqual([]);
});

it("nothing typed shows everything, the members of a group together", () => {
  expect(labels("  ")).toEqual(["deploy-bot", "report-bot", "Ada"]);
});
