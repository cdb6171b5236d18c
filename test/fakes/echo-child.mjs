/** Sends every frame back; ends when told to, or when its parent hangs up. */
process.on("message", (frame) => {
  if (frame === "die") process.exit(0);
  process.send(frame);
});
process.on("disconnect", () => process.exit(0));
