/** Finds out whose request this is, from its bearer token and nothing else. */
import type { FastifyRequest } from "fastify";
import { Token } from "../contract/upload.ts";
import type { Collector } from "./collector.ts";
import { Refusal } from "./refusal.ts";
import type { Participant } from "./store/participants.ts";

export function bearer(request: FastifyRequest): string {
  const [, token] =
    /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(request.headers.authorization ?? "") ?? [];
  if (token === undefined) throw new Refusal("unauthorized");
  return token;
}

/** Throws a Refusal unless the token is known. Its receipt may have ended. */
export async function participantOf(
  collector: Collector,
  request: FastifyRequest,
): Promise<Participant> {
  const token = Token.safeParse(bearer(request)).data;
  const participant = token && (await collector.participants.byToken(token));
  if (participant === undefined || participant === "") throw new Refusal("unauthorized");
  return participant;
}

/** Throws a Refusal unless the token is known and its receipt is live (CON-02). */
export async function liveParticipantOf(
  collector: Collector,
  request: FastifyRequest,
): Promise<Participant> {
  const participant = await participantOf(collector, request);
  if (participant.withdrawn_on !== null) throw new Refusal("consent-withdrawn");
  if (participant.expires_at <= collector.wall()) throw new Refusal("consent-expired");
  return participant;
}
