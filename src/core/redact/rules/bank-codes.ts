/**
 * Codes of banks by their label: BIC, British sort code with or without an account number.
 *
 * @module
 */
import { labelled } from "./labelled.ts";

export const bic = labelled({
  name: "bic/1",
  kind: "BANK",
  words: "bic|swift|swift code|swift-code|swift/bic|bic/swift",
  value: /[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/y,
  confidence: 0.7,
});

export const sortCode = labelled({
  name: "sort-code/1",
  kind: "BANK",
  words: "sort code|sort-code|sortcode|s/c|bsb|blz|bankleitzahl",
  value:
    /[0-9]{2,3}[ -]?[0-9]{2,3}[ -]?[0-9]{2,3}(?:[ ,;/]{1,3}(?:(?:account|acc|a\/c)[ .:]{0,3}(?:no|number)?[ .:]{0,3})?[0-9]{7,8})?(?![0-9])/iy,
  confidence: 0.7,
});
