import type { FastifyInstance } from "fastify";

export function healthRoute(app: FastifyInstance): void {
  app.get("/v1/health", async () => ({ status: "ok" }));
}
