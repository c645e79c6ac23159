// The baseline: a Socket.IO server that broadcasts to a room, over WebSocket alone and without compression.
// Prints "ready at http://127.0.0.1:PORT" and ends when standard input is closed.
const http = require("node:http");
const { Server } = require("socket.io");

const server = http.createServer();
const io = new Server(server, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });

io.on("connection", (socket) => {
  socket.on("join", async (joined) => {
    await socket.join("room");
    joined();
  });
  socket.on("publish", (message) => io.to("room").emit("message", message));
});

process.stdin.on("end", () => process.exit(0)).resume();
server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => console.log(`ready at http://127.0.0.1:${server.address().port}`));
