/**
 * Which names and labels mean that a field holds a secret.
 *
 * Errs towards secret: a false alarm costs a few recorded keys, a miss costs a password.
 *
 * @module
 */

/** Matched as whole words, because they occur inside harmless ones. */
const words =
  /(?<![\p{L}\p{N}])(?:pin|pins|tan|mtan|otp|totp|mfa|2fa|cvv2?|cvc2?|csc|cvn|ssn|nip|puk|pwd|pw|pass|passcode|clave|senha|hes[lł]o|parola|sifre|[sş]ifre|mdp)(?:\s?\d)?(?![\p{L}\p{N}])/u;

/** Matched anywhere. */
const parts = new RegExp(
  [
    "passw",
    "pass ?phrase",
    "pass ?code",
    "pass ?key",
    "kennwort",
    "losungswort",
    "mot de passe",
    "code secret",
    "code confidentiel",
    "contrase[nñ]a",
    "contrasenya",
    "palavra ?passe",
    "palavra-passe",
    "wachtwoord",
    "has[lł]o",
    "l[oö]senord",
    "adgangskode",
    "passord",
    "salasana",
    "parool",
    "heslo",
    "jelsz[oó]",
    "lozinka",
    "geslo",
    "парол",
    "κωδικ",
    "סיסמ",
    "كلمة المرور",
    "كلمة السر",
    "पासवर्ड",
    "mật khẩu",
    "kata sandi",
    "รหัสผ่าน",
    "パスワード",
    "暗証番号",
    "密码",
    "密碼",
    "비밀번호",
    "one ?time",
    "onetime",
    "verification code",
    "security code",
    "authenticat(?:or|ion) code",
    "best[aä]tigungscode",
    "sicherheitscode",
    "pr[uü]fziffer",
    "code de s[eé]curit[eé]",
    "c[oó]digo de (?:seguridad|verificaci[oó]n|seguran[cç]a)",
    "codice di (?:sicurezza|verifica)",
    "验证码",
    "인증번호",
    "認証コード",
    "card ?(?:number|num|no)(?![\\p{L}])",
    "cc ?(?:number|num|no)(?![\\p{L}])",
    "credit ?card",
    "karten ?nummer",
    "num[eé]ro de (?:la )?carte",
    "n[uú]mero de (?:la )?tarjeta",
    "n[uú]mero do cart[aã]o",
    "numero (?:di|della) carta",
    "kaartnummer",
    "номер карты",
    "カード番号",
    "卡号",
    "social security",
    "(?:seed|recovery|secret|backup) ?(?:phrase|key|code|word|question|answer)",
    "private ?key",
    "api ?key",
    "access ?token",
    "mnemonic",
  ].join("|"),
  "u",
);

/** Whether any of these names or labels means a secret. */
export function namesSecret(labels: readonly (string | null | undefined)[]): boolean {
  return labels.some((label) => {
    if (!label) return false;
    const plain = label
      .slice(0, 500)
      .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
      .normalize("NFC")
      .toLowerCase()
      .replaceAll(/[_\-.:[\]]+/g, " ");
    return words.test(plain) || parts.test(plain);
  });
}

/** The autocomplete values of a field whose content is a secret. */
export function autocompletesSecret(value: string | null): boolean {
  return (value ?? "")
    .toLowerCase()
    .split(/\s+/)
    .some((token) => /^(?:current-password|new-password|one-time-code|cc-.+)$/.test(token));
}
