/** Finds out whose request this is, from its bearer token and nothing else. */
import type { FastifyRequest } from "fastify";
import { Token } from "../contract/upload.ts";
import type { Collector } from "./collector.ts";
import { Refusal } from "./refusal.ts";
import { endOf, type Participant } from "./store/participants.ts";

export function bearer(request: FastifyRequest): string {
  const token = bearerIn(request);
  if (token === undefined) throw new Refusal("unauthorized");
  return token;
}

const bearerIn = ({ headers }: FastifyRequest): string | undefined =>
  /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(headers.authorization ?? "")?.[1];

/** `undefined` when the token is missing or not known. */
export async function knownParticipant(
  collector: Collector,
  request: FastifyRequest,
): Promise<Participant | undefined> {
  const token = Token.safeParse(bearerIn(request)).data;
  return token === undefined ? undefined : collector.participants.byToken(token);
}

/** Throws a Refusal unless the token is known. Its receipt may have ended. */
export async function participantOf(
  collector: Collector,
  request: FastifyRequest,
): Promise<Participant> {
  const participant = await knownParticipant(collector, request);
  if (participant === undefined) throw new Refusal("unauthorized");
  return participant;
}

/** Throws a Refusal unless the token is known and its receipt is live (CON-02). */
export async function liveParticipantOf(
  collector: Collector,
  request: FastifyRequest,
): Promise<Participant> {
  const participant = await participantOf(collector, request);
  const ended = endOf(participant, collector.wall());
  if (ended !== undefined) throw new Refusal(ended);
  return participant;
}
