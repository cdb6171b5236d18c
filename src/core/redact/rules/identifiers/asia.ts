/**
 * India, Singapore, Korea, Thailand, Turkey, Israel, China, Hong Kong, Taiwan, Japan,
 * Malaysia, Indonesia, the Philippines.
 *
 * @module
 */
import { passesLuhn } from "../luhn.ts";
import { isDate, lastDigit, passesVerhoeff, valueAt, weighted } from "./check-digits.ts";
import { form } from "./form.ts";

function gstinCheck(value: string): boolean {
  let sum = 0;
  for (let at = 0; at < 14; at++) {
    const product = valueAt(value, at) * (at % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return (36 - (sum % 36)) % 36 === valueAt(value, 14);
}

function singaporeCheck(value: string): boolean {
  const series = value.charAt(0);
  const more = series === "T" || series === "G" ? 4 : series === "M" ? 3 : 0;
  const rest = (weighted(value.slice(1), [2, 7, 6, 5, 4, 3, 2]) + more) % 11;
  const table = "ST".includes(series)
    ? "JZIHGFEDCBA"
    : series === "M"
      ? "KLJNPQRTUWX"
      : "XWUTRQPNMLK";
  return table.charAt(series === "M" ? 10 - rest : rest) === value.slice(-1);
}

/** Given out without a check digit since October 2020: then the date and the sex have to do. */
function koreanDate(value: string): boolean {
  return isDate(value.slice(0, 6)) && /^[0-9]{6}[0-9]/.test(value);
}

function turkishCheck(value: string): boolean {
  const d = Array.from(value, Number) as readonly number[];
  const at = (place: number): number => d[place] ?? 0;
  const odd = at(0) + at(2) + at(4) + at(6) + at(8);
  const even = at(1) + at(3) + at(5) + at(7);
  return (((odd * 7 - even) % 10) + 10) % 10 === at(9) && (odd + even + at(9)) % 10 === at(10);
}

export const asia = [
  form("in-aadhaar", /^[2-9][0-9]{11}$/, 12, "aadhaar|aadhar|uidai|आधार", {
    check: passesVerhoeff,
    groups: ["4-4-4"],
    grouped: 0.55,
    bare: 0.6,
  }),
  form(
    "in-pan",
    /^[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z]$/,
    10,
    "pan|permanent account|income tax",
    {
      check: () => true,
      bare: 0.7,
    },
  ),
  form("in-pan-any", /^[A-Z]{5}[0-9]{4}[A-Z]$/, 10, "pan|permanent account|income tax"),
  form(
    "in-gstin",
    /^(?:0[1-9]|[1-3][0-9])[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z][A-Z][0-9A-Z]$/,
    15,
    "gst|gstin",
    {
      check: (value) => gstinCheck(value) || value.charAt(13) === "Z",
      bare: 0.8,
    },
  ),
  form("in-voter", /^[A-Z]{3}[0-9]{7}$/, 10, "voter|epic|elector|election", {
    check: () => true,
    bare: 0.5,
  }),
  form("in-passport", /^[A-PR-WY][1-9][0-9]{6}$/, 8, "passport|पासपोर्ट"),
  form("in-driving-licence", /^[A-Z]{2}[0-9]{13,14}$/, [15, 16], "driving|licence|license|dl no", {
    check: () => true,
    groups: ["4-11", "2-13", "2-2-11", "4-4-7"],
    bare: 0.6,
  }),
  form("sg-nric", /^[STFGM][0-9]{7}[A-Z]$/, 9, "nric|fin|identity card|singapore|sg ", {
    check: singaporeCheck,
    bare: 0.85,
  }),
  form(
    "sg-uen",
    /^(?:[0-9]{8}[A-Z]|(?:19|20)[0-9]{7}[A-Z]|[TSR][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z])$/,
    [9, 10],
    "uen|unique entity|business registration",
  ),
  form(
    "sg-uen-other",
    /^[TSR][0-9]{2}(?:LP|LL|FC|PF|RF|MQ|MM|NB|CC|CS|MB|FM|GS|DP|CP|NR|CM|CD|MD|HS|VH|CH|MH|CL|XL|CX|HC|RP|TU|TC|FB|FN|PA|PB|SS|MC|SM|GA|GB)[0-9]{4}[A-Z]$/,
    10,
    "uen|unique entity",
    { check: () => true, bare: 0.7 },
  ),
  form(
    "kr-rrn",
    /^[0-9]{13}$/,
    13,
    "주민등록번호|주민번호|외국인등록번호|rrn|resident registration|frn|foreigner registration|alien registration",
    {
      check: koreanDate,
      groups: ["6-7"],
      bare: 0.6,
    },
  ),
  form("kr-business", /^[0-9]{10}$/, 10, "사업자등록번호|사업자|brn|business registration", {
    check: (value) => {
      const sum =
        weighted(value, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((valueAt(value, 8) * 5) / 10);
      return (10 - (sum % 10)) % 10 === lastDigit(value);
    },
    groups: ["3-2-5"],
    grouped: 0.45,
    bare: 0.5,
  }),
  form(
    "kr-driving-licence",
    /^[0-9]{12}$/,
    12,
    "운전면허|면허번호|면허|driving|driver|licence|license",
    {
      groups: ["2-2-6-2"],
      grouped: 0.75,
    },
  ),
  form("kr-passport", /^[MSRODG](?:[0-9]{8}|[0-9]{3}[A-Z][0-9]{4})$/, 9, "여권|여권번호|passport"),
  form("th-national", /^[1-8][0-9]{12}$/, 13, "บัตรประชาชน|เลขประจำตัว|thai|tnin|citizen", {
    check: (value) =>
      (11 - (weighted(value, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 ===
      lastDigit(value),
    groups: ["1-4-5-2-1"],
    grouped: 0.6,
    bare: 0.8,
  }),
  form("tr-identity", /^[1-9][0-9]{10}$/, 11, "kimlik|tckn|t.c.|tc no|vatandaş", {
    check: turkishCheck,
    bare: 0.8,
  }),
  form("il-identity", /^[0-9]{9}$/, 9, "תעודת זהות|מספר זהות|teudat|israeli id|ת.ז", {
    check: passesLuhn,
    bare: 0.5,
  }),
  form("cn-identity", /^[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9X]$/, 18, "身份证|身份證|居民身份证", {
    check: (value) =>
      "10X98765432".charAt(
        weighted(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11,
      ) === value.slice(-1),
    bare: 0.9,
  }),
  form("hk-identity", /^[A-Z]{1,2}[0-9]{6}[0-9A]$/, [8, 9], "hkid|身份證|香港身份證", {
    check: (value) => {
      const eight = value.length === 8 ? value : value.slice(1);
      const first = value.length === 8 ? 36 * 9 : valueAt(value, 0) * 9;
      return (first + weighted(eight, [8, 7, 6, 5, 4, 3, 2]) + valueAt(eight, 7)) % 11 === 0;
    },
    groups: ["7-1", "8-1"],
    bare: 0.5,
  }),
  form("tw-identity", /^[A-Z][1289][0-9]{8}$/, 10, "身分證|身份證|統一編號", {
    check: (value) => {
      const order = "ABCDEFGHJKLMNPQRSTUVXYWZIO".indexOf(value.charAt(0)) + 10;
      const first = Math.floor(order / 10) + (order % 10) * 9;
      return (first + weighted(value.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0;
    },
    bare: 0.65,
  }),
  form("jp-my-number", /^[0-9]{12}$/, 12, "マイナンバー|個人番号|my number", {
    check: (value) => {
      const rest = weighted(value, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
      return (rest <= 1 ? 0 : 11 - rest) === lastDigit(value);
    },
    groups: ["4-4-4"],
    bare: 0.5,
  }),
  form("my-nric", /^[0-9]{12}$/, 12, "mykad|kad pengenalan|nric|ic number", {
    check: (value) =>
      isDate(value.slice(0, 6)) && /^[0-9]{6}(?:0[1-9]|1[0-6]|[2-5][0-9])/.test(value),
    groups: ["6-2-4"],
    bare: 0.5,
  }),
  form("id-nik", /^[1-9][0-9]{15}$/, 16, "nik|ktp|kependudukan"),
  form(
    "ph-tin",
    /^[0-9]{9}(?:[0-9]{3,5})?$/,
    [9, 12, 13, 14],
    "tin|taxpayer|bir|tax identification",
    {
      groups: ["3-3-3", "3-3-3-3", "3-3-3-5", "3-3-3-4"],
      grouped: 0.5,
    },
  ),
  form("ph-social", /^[0-9]{10}$/, 10, "sss|gsis|philhealth|pag-ibig", {
    groups: ["2-7-1"],
    grouped: 0.6,
  }),
];
