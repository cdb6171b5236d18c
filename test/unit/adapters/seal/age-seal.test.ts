import {
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
import { buffer } from "node:stream/consumers";
import { ReadableStream } from "node:stream/web";
import { expect, it } from "vitest";
import {
  openStream,
  RecipientsRefused,
  sealStream,
} from "../../../../src/adapters/seal/age-seal.ts";

const content = Buffer.from("the same for everybody".repeat(10_000));
const stream = () => ReadableStream.from([content.subarray(0, 99_999), content.subarray(99_999)]);
const keys = async (make: () => Promise<string>) => {
  const identities = [await make(), await make()];
  return { identities, recipients: await Promise.all(identities.map(identityToRecipient)) };
};

it.for([
  ["classic", generateX25519Identity],
  ["post-quantum", generateHybridIdentity],
] as const)(
  "sealStream() to %s recipients opens with each of their identities",
  async ([, make]) => {
    const { identities, recipients } = await keys(make);
    for (const identity of identities) {
      const sealed = await sealStream(stream(), recipients);
      expect(await buffer(await openStream(sealed, [identity]))).toEqual(content);
    }
  },
);

it("sealStream() refuses to mix classic and post-quantum recipients", async () => {
  const classic = await keys(generateX25519Identity);
  const hybrid = await keys(generateHybridIdentity);
  const mixed = [classic.recipients[0]!, hybrid.recipients[0]!];
  await expect(sealStream(stream(), mixed)).rejects.toThrow(RecipientsRefused);
});

it("sealStream() refuses no recipients, misspelt ones and kinds it does not know", async () => {
  const { recipients } = await keys(generateX25519Identity);
  const misspelt = `${recipients[0]!.slice(0, -1)}${recipients[0]!.endsWith("q") ? "p" : "q"}`;
  for (const wrong of [[], [misspelt], ["age1tag1qqqq"], [...recipients, "ssh-ed25519 AAAA"]])
    await expect(sealStream(stream(), wrong)).rejects.toThrow(RecipientsRefused);
});
