/**
 * Postal addresses by their structure: a house number and a word for a way, in either order,
 * and what follows of unit, place, region and postcode.
 *
 * @module
 */
import type { Finding, Rule } from "../../rule.ts";

const name = "[\\p{Lu}0-9][\\p{L}\\p{M}0-9'’.-]{0,24}";
const word = "\\p{Lu}[\\p{L}\\p{M}'’.-]{0,24}";
const number = "[0-9]{1,6}[A-Za-z]?(?:[-/][0-9]{1,4}[A-Za-z]?)?";
const way =
  "(?:Street|St|Avenue|Ave|Av|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Ter|Close|Crescent|Cres|Highway|Hwy|Parkway|Pkwy|Trail|Trl|Circle|Cir|Alley|Row|Gardens|Grove|Hill|Mews|Walk|Path|Plaza|Pike|Loop|Run|Ridge|View|Point|Crossing|Heights|Meadow|Meadows|Creek|Canyon|Valley|Vista|Park|Center|Centre|Quay|Wharf|Green|Rise|Turnpike|Expressway|Freeway|Route|Village|Extension|Mission|Station|Springs?|Landing|Island|Harbou?r|Junction|Bend|Knoll|Manor|Orchard|Shore|Spur|Summit|Tunnel|Union|Viaduct|Ville|Well|Yard)";
const english = `${number}[ \\t]{1,2}(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\\.?[ \\t])?(?:${name}[ \\t]){1,4}${way}\\.?(?![\\p{Ll}])(?:[ \\t](?:N|S|E|W|NE|NW|SE|SW)\\b\\.?)?`;
const germanic = `${name}(?:[ \\t]${name}){0,2}[ \\t-]?(?:(?<=[\\p{Ll} -])(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee|straat|laan|plein|gracht|kade|singel|dijk|gatan|gata|vägen|vegen|gate|vej|gade|katu|tie|utca|ulice|Straße|Strasse|Str\\.|Weg|Platz|Allee|Ring|Damm|Ufer))[ \\t]${number}`;
const romance = `(?:(?:${number},?[ \\t]{1,2}(?:bis[ \\t]|ter[ \\t])?)(?:rue|avenue|boulevard|bd|place|allée|chemin|impasse|quai|route|cours|square|passage)[ \\t](?:(?:de|du|des|la|le|les|l['’]|d['’])[ \\t]?){0,2}${word}(?:[ \\t-](?:de|du|des|la|le|et)?[ \\t]?${word}){0,3}|(?:[Cc]alle|C/|[Aa]venida|Avda\\.?|[Pp]laza|[Pp]aseo|[Cc]amino|[Cc]arretera|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Ll]argo|[Vv]icolo|[Rr]ua|[Tt]ravessa|[Pp]raça|[Uu]l\\.|[Uu]lica|[Aa]l\\.|[Pp]l\\.|ул\\.|улица|проспект)[ \\t](?:(?:de|del|della|dei|di|da|do|dos|la|las|los|el)[ \\t]){0,2}${word}(?:[ \\t](?:de|del|di|da)?[ \\t]?${word}){0,3},?[ \\t](?:n\\.?[ \\t]?|nº[ \\t]?|№[ \\t]?|д\\.[ \\t]?)?${number})`;
const box = `(?:P\\.?[ \\t]?O\\.?[ \\t]?Box|Postfach|Postbus|Apartado(?: de Correos)?|Casella postale|Boîte postale|BP|Unit|PSC|CMR)[ \\t][0-9]{1,6}(?:[ \\t](?:Box|BOX)[ \\t][0-9]{1,6})?`;
const street = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${english}|${germanic}|${romance}|${box})(?![\\p{L}\\p{N}])`,
  "gu",
);
const unit =
  "(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|Building|Bldg|Box|Wohnung|App|Appt|Piso|Interno|Lokal|m\\.|#)\\.?[ \\t]?#?[A-Za-z0-9-]{1,8}";
const code =
  "(?:[A-Z]{2}[ \\t-]{1,2})?(?:[0-9]{5}(?:-[0-9]{4})?|[0-9]{2}-[0-9]{3}|[0-9]{3}[ \\t][0-9]{2}|[0-9]{4}(?:[ \\t]?[A-Z]{2})?|[A-Z]{1,2}[0-9][A-Z0-9]?[ \\t]?[0-9][A-Z]{2}|[A-Z][0-9][A-Z][ \\t]?[0-9][A-Z][0-9])";
const place =
  "\\p{Lu}[\\p{L}\\p{M}'’.-]{1,24}(?:[ \\t](?:\\p{Lu}[\\p{L}\\p{M}'’.-]{1,24}|am|an|der|de|la|sur|upon|on)){0,3}";
const between = "(?:[ \\t]?[,;][ \\t]?\\n?[ \\t]{0,4}|[ \\t]?\\n[ \\t]{0,4}|[ \\t])";
const rest = new RegExp(
  `(?:${between}${unit})?(?:${between}(?:${code}[ \\t]${place}|${place}(?:${between}(?:[A-Z]{2,3}|${place}))?(?:${between}${code})|(?<=,[ \\t]?\\n?[ \\t]?|\\n[ \\t]{0,4})${place}(?:,[ \\t](?:[A-Z]{2,3}|${place}))?))?(?:${between}${code})?(?![\\p{L}\\p{N}])`,
  "uy",
);
/** Postcodes that no other thing looks like. */
const alonePostcode =
  /(?<![A-Za-z0-9])(?:GIR ?0AA|[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])/g;

export const address: Rule = {
  name: "address/1",
  kind: "ADDRESS",
  *find(text) {
    if (!/[0-9]/.test(text)) return;
    for (const match of text.matchAll(street)) yield withRest(text, match);
    for (const match of text.matchAll(alonePostcode))
      yield { start: match.index, end: match.index + match[0].length, confidence: 0.5 };
  },
};

function withRest(text: string, match: RegExpExecArray): Finding {
  const end = match.index + match[0].length;
  rest.lastIndex = end;
  return {
    start: match.index,
    end: end + (rest.exec(text)?.[0].length ?? 0),
    confidence: 0.75,
  };
}
