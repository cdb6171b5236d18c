// A child of the process-wire contract test. Two of them join over a socket and hand frames on,
// so that both ends of the contract run in the test while every frame crosses two real channels.
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";

const join = (socket) => {
  process.on("message", (frame) => socket.write(`${JSON.stringify(frame)}\n`));
  createInterface({ input: socket }).on("line", (line) => process.send(JSON.parse(line)));
  socket.on("error", () => process.exit(0));
  socket.on("close", () => process.exit(0));
  process.send({ relay: "joined" });
};

process.on("disconnect", () => process.exit(0));
const port = Number(process.argv[2]);
if (port > 0) {
  const socket = connect(port, "127.0.0.1", () => join(socket));
} else {
  const server = createServer(join);
  server.listen(0, "127.0.0.1", () => process.send({ relay: server.address().port }));
}
