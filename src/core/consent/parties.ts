import type { Party, StudyManifest } from "../../contract/manifest.ts";
import type { ReceiptParty } from "../../contract/receipt.ts";

const dpvRole = {
  controller: "dpv:DataController",
  processor: "dpv:DataProcessor",
  recipient: "dpv:Recipient",
  keyHolder: "dpv:ThirdParty",
  ethicsBoard: "dpv:ThirdParty",
  rightsContact: "dpv:ThirdParty",
} as const satisfies Record<Party["role"], string>;

const asReceiptParty = (party: Party): ReceiptParty => ({
  "@id": party.identifier,
  "@type": [dpvRole[party.role]],
  "dpv:hasIdentifier": [party.identifier],
  "dpv:hasName": [party.name],
  "dpv:hasLocation": party.address === "" ? [] : [party.address],
  "schema:contactPoint": party.dpo === undefined ? [party.contact] : [party.contact, party.dpo],
});

export const controllersOf = ({ parties }: StudyManifest): readonly ReceiptParty[] =>
  parties.filter(({ role }) => role === "controller").map(asReceiptParty);

/** Everybody but the controllers and those who only watch over the study. */
export const recipientsOf = ({ parties }: StudyManifest): readonly ReceiptParty[] =>
  parties
    .filter(({ role }) => role === "recipient" || role === "processor" || role === "keyHolder")
    .map(asReceiptParty);
