/** A study that asks for a little of everything, as the window's tests offer it. */
import { Envelope, payloadTypes } from "../../src/contract/dsse.ts";
import { StudyManifest } from "../../src/contract/manifest.ts";
import type { InstalledApp } from "../../src/contract/participant-api.ts";

const both = (en: string, de: string) => ({ en, de });

export const sampleManifest: StudyManifest = StudyManifest.parse({
  schema: "study-manifest/v1",
  studyId: "https://study.example.org/forms",
  version: 1,
  prev: null,
  title: both("How people fill in forms", "Wie Menschen Formulare ausfüllen"),
  language: ["en", "de"],
  keyInformation: both(
    "We ask you to record how you fill in web forms and write short texts, for about an hour over two weeks.\n\nOnly the apps and sites that you switch on are recorded. You look at everything first, and send only what you approve. Taking part is voluntary, and you can stop at any time without a reason.",
    "Wir bitten Sie aufzuzeichnen, wie Sie Formulare im Netz ausfüllen und kurze Texte schreiben, etwa eine Stunde in zwei Wochen.\n\nAufgezeichnet werden nur Programme und Websites, die Sie einschalten. Sie sehen alles zuerst an und senden nur, was Sie freigeben. Die Teilnahme ist freiwillig; Sie können jederzeit ohne Grund aufhören.",
  ),
  isResearchStatement: both("This is research.", "Dies ist Forschung."),
  purpose: {
    id: "https://study.example.org/forms#purpose",
    text: both(
      "We want to build software that helps people with forms, and to measure how well it does.",
      "Wir wollen Software bauen, die bei Formularen hilft, und messen, wie gut sie das kann.",
    ),
    dpv: ["https://w3id.org/dpv#AcademicResearch"],
  },
  prohibitions: [
    "https://w3id.org/dpv#PersonnelManagement",
    "https://w3id.org/dpv#Advertising",
    "https://w3id.org/dpv#Profiling",
  ],
  aiTraining: {
    used: true,
    models: both("Models that use a computer for you.", "Modelle, die einen Computer bedienen."),
    commercial: false,
    release: both("As a dataset on request.", "Als Datensatz auf Anfrage."),
  },
  parties: [
    {
      role: "controller",
      name: "University of Somewhere",
      identifier: "https://ror.org/000000000",
      address: "1 Example Street, Somewhere",
      contact: "forms@example.org",
      dpo: "privacy@example.org",
    },
    {
      role: "rightsContact",
      name: "Ombudsperson for research",
      identifier: "https://example.org/ombuds",
      address: "2 Example Street, Somewhere",
      contact: "ombuds@example.org",
    },
  ],
  ethics: {
    board: "Ethics board of the University of Somewhere",
    approvalId: "2026-17",
    approvedUntil: "2027-12-31",
    signatureRole: "none",
  },
  employment: {
    context: true,
    relationship: both(
      "Some of you work at the university. Your superiors never learn who takes part.",
      "Manche von Ihnen arbeiten an der Universität. Vorgesetzte erfahren nie, wer teilnimmt.",
    ),
    independentKeyHolder: true,
    noDetrimentText: both("Saying no has no consequence.", "Ein Nein hat keine Folgen."),
    k: 5,
  },
  voluntariness: {
    text: both("You decide freely.", "Sie entscheiden frei."),
    alternatives: both("You need not do anything.", "Sie müssen nichts tun."),
    compensation: both("A voucher of 20 euros.", "Ein Gutschein über 20 Euro."),
    consequenceOfRefusal: "none",
  },
  risks: both(
    "Pictures may show more than you noticed. That is why you review them.",
    "Bilder können mehr zeigen, als Ihnen auffiel. Deshalb sehen Sie sie durch.",
  ),
  benefits: both("None for you directly.", "Für Sie selbst keiner."),
  unforeseeable: both("Methods of analysis improve.", "Auswertungen werden besser."),
  costs: both("None.", "Keine."),
  injury: both("Please contact us.", "Bitte melden Sie sich."),
  duration: { captureEnd: "2027-06-30", participantMax: "P2W", subjectsExpected: 40 },
  scopes: [
    {
      id: "forms",
      label: both("Forms on the practice site", "Formulare auf der Übungsseite"),
      match: {
        app: [],
        origin: ["https://forms.example.org", "https://xn--frms-5qa.example"],
      },
      signals: ["pointer", "keys.timing", "keys.content", "screenshot", "a11y", "title", "nav"],
      rate: { maxFps: 2, maxPerHour: 3600 },
      timingTier: "T1",
      personalData: [],
      special: false,
      necessity: "Required",
      why: both("To see how forms are filled in.", "Um zu sehen, wie Formulare ausgefüllt werden."),
    },
    {
      id: "writing",
      label: both("Writing in a text editor", "Schreiben in einem Editor"),
      match: {
        app: [
          { os: "linux", exe: "/usr/bin/mousepad" },
          { os: "linux", exe: "/usr/bin/gedit" },
        ],
        origin: [],
      },
      signals: ["pointer", "keys.timing", "screenshot"],
      rate: { maxFps: 1, maxPerHour: 600 },
      timingTier: "T1",
      personalData: [],
      special: true,
      necessity: "Optional",
      why: both("To see how texts are written.", "Um zu sehen, wie Texte entstehen."),
    },
  ],
  deny: ["mail", "finance"],
  redaction: { profile: "standard", minVersion: 1 },
  review: { mandatory: true, ttlDays: 14, disclosesDeletionCounts: false },
  storage: {
    locations: ["Servers of the university, Germany"],
    retention: "P5Y",
    deletionWithin: "P30D",
  },
  recipients: ["Research group on computer use"],
  futureUse: { deidentified: true, text: both("Other research on forms.", "Weitere Forschung.") },
  deidentification: { pseudonym: "per-study-hmac", timeShift: true, k: 5, report: "" },
  withdrawal: {
    mode: "stop+erase-all-held",
    default: "stop+erase-all-held",
    within: "P30D",
    afterErasureImpossible: [
      both("Models that were trained before.", "Modelle, die vorher trainiert wurden."),
    ],
    terminationByInvestigator: both("If the study ends early.", "Wenn die Studie früher endet."),
  },
  consentDuration: "P6M",
  comprehension: {
    quizVersion: 1,
    items: [
      {
        id: "employer",
        q: both("Can your employer see this?", "Kann Ihre Arbeitgeberin das sehen?"),
        options: [both("Yes", "Ja"), both("No", "Nein")],
        correct: 1,
        explain: both(
          "Nobody at work learns who takes part.",
          "Niemand bei der Arbeit erfährt es.",
        ),
      },
      {
        id: "stop",
        q: both("What happens if you stop?", "Was passiert, wenn Sie aufhören?"),
        options: [
          both("Nothing bad", "Nichts Schlimmes"),
          both("I must explain", "Ich muss es begründen"),
        ],
        correct: 0,
        explain: both("You can stop without a reason.", "Sie können ohne Grund aufhören."),
      },
      {
        id: "sent",
        q: both("What is sent?", "Was wird gesendet?"),
        options: [both("Everything", "Alles"), both("What I approve", "Was ich freigebe")],
        correct: 1,
        explain: both("Only what you approved.", "Nur, was Sie freigegeben haben."),
      },
    ],
  },
  rights: ["https://w3id.org/dpv/legal/eu/gdpr#A15"],
  complaintAuthority: "Data protection authority of Somewhere",
  automatedDecisions: false,
  newFindings: both("We tell you.", "Wir sagen es Ihnen."),
  returnOfResults: both("On the site of the study.", "Auf der Seite der Studie."),
  crypto: {
    innerRecipients: [`age1${"q".repeat(58)}`],
    suite: "age-v1+ed25519",
  },
  collector: { url: "https://collector.example.org" },
  status: "active",
});

/** Every text field of the study holds this: shown as text, or the window is broken (T13). */
export function hostileManifest(attack: string): StudyManifest {
  const text = JSON.stringify(sampleManifest, (key, value: unknown) =>
    (key === "en" || key === "de" || key === "name") && typeof value === "string"
      ? `${attack}${value}`.slice(0, 1_100)
      : value,
  );
  return StudyManifest.parse(JSON.parse(text));
}

export const sampleEnvelope: Envelope = Envelope.parse({
  payloadType: payloadTypes.manifest,
  payload: Buffer.from(JSON.stringify(sampleManifest)).toString("base64"),
  signatures: [
    { keyid: Buffer.alloc(32, 1).toString("base64"), sig: Buffer.alloc(64, 2).toString("base64") },
  ],
});

export const sampleApps: readonly InstalledApp[] = [
  { name: "Mousepad", match: { os: "linux", exe: "/usr/bin/mousepad" }, running: true },
  { name: "Terminal", match: { os: "linux", exe: "/usr/bin/xterm" }, running: true },
];
