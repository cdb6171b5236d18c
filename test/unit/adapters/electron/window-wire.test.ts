import { expect, it } from "vitest";
import { channel, windowWire } from "../../../../src/adapters/electron/window-wire.ts";
import { windowOrigin } from "../../../../src/adapters/electron/hardened-window.ts";
import { FakeContents, FakeIpcMain } from "../../../fakes/fake-electron.ts";

const open = () => {
  const ipc = new FakeIpcMain();
  const contents = new FakeContents(windowOrigin);
  const heard: unknown[] = [];
  const wire = windowWire(ipc.api, contents.api, windowOrigin);
  const subscription = wire.onFrame((frame) => heard.push(frame));
  return { ipc, contents, heard, wire, subscription };
};

it("windowWire() hears the main frame of its own window", () => {
  const { ipc, contents, heard } = open();
  ipc.deliver(channel, contents, contents.mainFrame, { t: "hello" });
  expect(heard).toEqual([{ t: "hello" }]);
});

it.each([
  ["a frame that is gone", null],
  ["a page embedded in the window", { origin: windowOrigin }],
  ["about:blank", { origin: "null" }],
])("windowWire() refuses %s", (_name, frame) => {
  const { ipc, contents, heard } = open();
  ipc.deliver(channel, contents, frame, "intrusion");
  expect(heard).toEqual([]);
});

it("windowWire() refuses the main frame of its window when it shows another origin", () => {
  const ipc = new FakeIpcMain();
  const contents = new FakeContents("https://example.org");
  const heard: unknown[] = [];
  windowWire(ipc.api, contents.api, windowOrigin).onFrame((frame) => heard.push(frame));
  ipc.deliver(channel, contents, contents.mainFrame, "intrusion");
  expect(heard).toEqual([]);
});

it("windowWire() refuses another window", () => {
  const { ipc, heard } = open();
  const other = new FakeContents(windowOrigin);
  ipc.deliver(channel, other, other.mainFrame, "intrusion");
  expect(heard).toEqual([]);
});

it("windowWire() sends to its window until it is destroyed, and tells that it closed", () => {
  const { contents, wire } = open();
  let closed = 0;
  wire.onClose(() => closed++);
  wire.send(1);
  contents.destroy();
  wire.send(2);
  expect([contents.sent, closed]).toEqual([[1], 1]);
});

it("windowWire() is silent after its subscription was disposed of", () => {
  const { ipc, contents, heard, subscription } = open();
  subscription[Symbol.dispose]();
  ipc.deliver(channel, contents, contents.mainFrame, "late");
  expect(heard).toEqual([]);
});
