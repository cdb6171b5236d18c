/**
 * Names of people: after a title or a greeting, under a letter, and by a given name.
 *
 * It knows no family names: whatever capitalised words follow a given name belong to it.
 * Behind the switch "names", for capitalised words are hidden that may be places or firms.
 *
 * @module
 */
import type { Finding, Rule } from "../../rule.ts";
import { ambiguousNames, givenNames } from "./given-names.ts";

const part =
  "\\p{Lu}(?:[\\p{Ll}\\p{M}]+|['’]\\p{Lu}[\\p{Ll}\\p{M}]+)(?:['’-]?\\p{Lu}?[\\p{Ll}\\p{M}]+)*";
const initial = "\\p{Lu}\\.(?:[ -]?\\p{Lu}\\.)?";
const particle =
  "(?:van der|van den|van de|von der|de la|de los|von|van|de|del|della|di|da|dos|du|le|la|bin|ibn|al|el|ter|ten|zu|af|O['’]|St\\.)";
const family = `(?:[ \\t](?:${particle}[ \\t]?)?(?:${part}|${initial})){1,3}`;
const full = `(?:${particle}[ \\t])?(?:${part}|${initial})(?:${family})?`;

const titled = new RegExp(
  `(?<![\\p{L}])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lady|Lord|Rev|Fr|Sr|Hon|Capt|Captain|Sgt|Lt|Col|Herr|Herrn|Frau|Hr|Fr|Monsieur|Madame|Mme|Mlle|Señor|Señora|Sra|Srta|Don|Doña|Signor|Signora|Sig|Dott|Sr|Senhor|Senhora|Pan|Pani|Mevrouw|Meneer|Dhr|Mevr)\\.?[ \\t](?:(?:Dr|Prof)\\.?[ \\t](?:med\\.[ \\t])?)*(${full})`,
  "gu",
);
const greeted = new RegExp(
  `(?:^|[\\n.!?>"“] ?|[ \\t])(?:Dear|Hi|Hello|Hey|Hallo|Liebe|Lieber|Moin|Bonjour|Salut|Cher|Chère|Hola|Querido|Querida|Estimado|Estimada|Ciao|Caro|Cara|Gentile|Olá|Prezado|Prezada|Beste|Hej|Hei|Cześć|Drogi|Droga)[ \\t](${full})(?=[ \\t]?[,!:;.\\n]|$|[ \\t][–-])`,
  "gu",
);
const signed = new RegExp(
  `(?:Regards|Sincerely|Cheers|Thanks|Thank you|Best|Best wishes|Yours|Yours truly|Love|Grüße|Grüßen|Gruß|LG|VG|MfG|Cordialement|Amicalement|Bien à vous|Saludos|Atentamente|Un abrazo|Cordiali saluti|Saluti|Atenciosamente|Abraços|Groeten|Hälsningar|Pozdrawiam)[ \\t]*[,.!]?[ \\t]*\\n\\s{0,4}(${full})(?=\\s*(?:\\n|$|,))`,
  "giu",
);
const called = new RegExp(
  `(?:[Mm]y name is|[Tt]heir name is|[Hh]is name is|[Hh]er name is|(?:[Ff]ull |[Ff]irst |[Ll]ast |[Ff]amily )?[Nn]ame ?:|(?:[Cc]ustomer|[Pp]atient|[Aa]pplicant|[Ee]mployee|[Cc]ontact|[Ss]igned|[Aa]ttn|[Bb]eneficiary|[Cc]ardholder|[Aa]ccount holder) ?:|[Ii]ch heiße|[Mm]ein Name ist|[Jj]e m['’]appelle|[Mm]e llamo|[Mm]i chiamo|[Mm]eu nome é|[Ii]k heet|[Vv]orname:|[Nn]achname:|[Nn]om ?:|[Pp]rénom ?:|[Nn]ombre ?:|[Cc]ognome ?:|[Ii] am called|[Cc]alled|[Nn]amed)[ \\t]{1,3}(${full})`,
  "gu",
);
/** Two or three capitalised words after one that goes with people, or before what people do. */
const acting = new RegExp(
  `(?<=(?:^|[^\\p{L}])(?:by|with|asked|ask|met|meet|told|tell|called|contact|invite|invited|thank|thanks|cc|from|to|for|and|mit|von|bei|an|fragte|traf|par|avec|chez|con|por|per|med|av|met)[ \\t])(${part}${family})(?![\\p{L}\\p{N}])|(?:^|(?<=[.!?\\n]\\s))(${part}${family})(?=[ \\t](?:said|says|wrote|writes|asked|asks|told|thinks|wants|lives|works|worked|joined|called|calls|replied|sent|hat|sagt|sagte|schrieb|wohnt|a dit|habite|dijo|vive)(?![\\p{L}]))`,
  "gu",
);
const capitalised = new RegExp(
  `(?<![\\p{L}\\p{N}_.@/-])(${part}|\\p{Lu}{3,15})(${family}|(?:[ \\t]\\p{Lu}{3,15}){1,2})?`,
  "gu",
);
/** Capitalised words that begin a sentence or a heading rather than end a name. */
const notFamily =
  /^(?:World|Foo|Bar|All|Everyone|Everybody|There|Team|Name|Folks|Friends|Sir|Madam|Zusammen|Alle|Dr|Prof|Mr|Mrs|Ms|The|A|An|And|Or|But|If|In|On|At|To|From|With|For|Of|As|Is|Was|Are|Has|Had|Will|Would|Can|Could|Inc|Ltd|Llc|Gmbh|Corp|Company|Street|Avenue|Road|University|College|School|Hospital|Bank|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|City|County|River|Island|Lake|Park|Airport|Station|Church|Award|Prize|Foundation|Institute)$/i;

/** Capitalised words of firms, works, places and programs. */
const things =
  /^(?:New|North|South|East|West|Northern|Southern|Eastern|Western|Great|United|Saint|San|Los|Las|Santa|Free|Open|Public|General|National|International|Internet|Web|Visual|Microsoft|Google|Apple|Amazon|Apache|Mozilla|Windows|Linux|Unix|Mac|Node|Java|Python|Perl|Ruby|License|Licence|Software|Systems?|Studio|Explorer|Code|Source|File|Files|Data|Server|Service|Services|Project|Group|Team|Council|Office|Department|Ministry|Union|Union|States|Kingdom|Republic|World|Times|News|Press|Journal|Chapter|Section|Table|Figure|Part|Version|Manual|Guide|Library|Module|Object|Class|Type|Standard|Edition|Tools?|Engine|Network|Security|Support|Center|Centre|Museum|Street|Bridge|Hotel|Airlines|League|Cup|Games|Game|Day|Week|Act|Law|Court|Committee|Agency|Unicode|Http|Javascript|Typescript|Json|Css|Html|Promise|Error|Array|Map|Set|String|Number|Function|Symbol|Your|My|Our|This|That|These|Each|All|Any|No|Some|Not|Only|When|Where|Which|How|Why|What)$/i;

export const person: Rule = {
  name: "person/1",
  kind: "PERSON",
  *find(text) {
    if (!/\p{Lu}/u.test(text)) return;
    for (const pattern of [titled, greeted, signed, called])
      for (const match of text.matchAll(pattern)) {
        const name = match[1] ?? "";
        if (!/\p{Lu}/u.test(name) || notFamily.test(name)) continue;
        const start = match.index + match[0].lastIndexOf(name);
        yield { start, end: start + name.length, confidence: 0.7 };
      }
    for (const match of text.matchAll(acting)) {
      const name = match[1] ?? match[2] ?? "";
      if (name.split(/[ \t]/).every((one) => !notFamily.test(one) && !things.test(one)))
        yield { start: match.index, end: match.index + name.length, confidence: 0.55 };
    }
    for (const match of text.matchAll(capitalised)) {
      const finding = byGivenName(match);
      if (finding !== undefined) yield finding;
    }
  },
};

function byGivenName(match: RegExpExecArray): Finding | undefined {
  const [, first = "", rest = ""] = match;
  const names = rest.split(/[ \t]/).slice(1);
  const foreign = names.findIndex((name) => notFamily.test(name));
  const kept = foreign < 0 ? names : names.slice(0, foreign);
  const behind = kept.length === 0 ? "" : ` ${kept.join(" ")}`;
  const given = first.toLowerCase().split(/['’-]/)[0] ?? "";
  const ambiguous = ambiguousNames.has(given);
  if (!givenNames.has(given) && !ambiguous) return second(match, first, kept);
  if (ambiguous && behind === "") return undefined;
  return {
    start: match.index,
    end: match.index + first.length + behind.length,
    confidence: behind === "" ? 0.55 : ambiguous ? 0.6 : 0.85,
  };
}

/** `Yesterday Anna Berg came`: the name begins at the second word. */
function second(
  match: RegExpExecArray,
  first: string,
  names: readonly string[],
): Finding | undefined {
  const at = names.findIndex((name) => givenNames.has(name.toLowerCase()));
  if (at < 0) return undefined;
  const skipped = names.slice(0, at).reduce((sum, name) => sum + name.length + 1, first.length + 1);
  const length = names.slice(at).join(" ").length;
  const start = match.index + skipped;
  return { start, end: start + length, confidence: names.length - at > 1 ? 0.8 : 0.55 };
}
