import { type Serving, PortTaken } from "../http/serve";
import { run } from "./program";
import { type ServeDeps, serve } from "./serve";

const events: string[] = [];
const serving: Serving = {
  url: "http://localhost:1",
  close: async () => {
    events.push("server closed");
  },
};
const deps: ServeDeps = {
  serve: async () => serving,
  load: async () => 1,
  close: async () => {
    events.push("state closed");
  },
};
const start = (broken: Partial<ServeDeps>, argv: string[] = []) =>
  run(
    [
      serve(
        () => ({ ...deps, ...broken }),
        () => Promise.resolve(),
      ),
    ],
    ["serve", ...argv],
  );

let said: string[];
beforeEach(() => {
  events.length = 0;
  said = [];
  jest.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  jest.spyOn(console, "error").mockImplementation((line: string) => void said.push(line));
  jest.spyOn(process.stderr, "write").mockImplementation((line) => said.push(String(line)) > 0);
});
afterEach(() => jest.restoreAllMocks());

describe("serve", () => {
  it("says where it listens, then closes the server before the state", async () => {
    expect(await start({})).toBe(0);
    expect(said.join()).toContain("http://localhost:1");
    expect(events).toEqual(["server closed", "state closed"]);
  });

  it("names the remedy for a port that is taken, and still closes the state", async () => {
    const taken = () => Promise.reject(new PortTaken("port 8080 is taken"));
    expect(await start({ serve: taken })).toBe(1);
    expect(said.join()).toMatch(/port 8080 is taken.*--port/);
    expect(events).toEqual(["state closed"]);
  });

  it.each(["-1", "65536", "http", "1.5", "", " 80"])("refuses port %j as wrong usage", async (port) => {
    expect(await start({}, ["--port", port])).toBe(2);
    expect(said.join()).toContain("0 to 65535");
  });
});
