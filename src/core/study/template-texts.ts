/**
 * The words of a new study, in English and German, for researchers to change.
 *
 * They are complete and true for the defaults of the template, so that a study that was
 * not edited still tells its participants no lie. Text in brackets must be replaced.
 *
 * @module
 */

export const templateLanguages = ["en", "de"] as const;
export type TemplateLanguage = (typeof templateLanguages)[number];
export type TemplateText = Readonly<Record<TemplateLanguage, string>>;

export const texts = {
  title: {
    en: "How people use their computers: a sample study",
    de: "Wie Menschen ihre Computer benutzen: eine Beispielstudie",
  },
  keyInformation: {
    en: "You are asked to take part in research. It is your free choice. We want to learn how people do everyday tasks on a computer. If you take part, a program on your computer records what you do, but only in the apps and on the sites that you pick. It records the pointer, keys, and pictures of those windows. Passwords and other secrets are left out. You can pause at any time with one key. You see everything before it is sent, and you can cut or delete any part. The data is used to train and test software that can operate a computer. Nobody may use it to judge you or your work, and nobody at your work can see it. The main risk is that something private is recorded by accident; that is why you look first. You get nothing for it, and it costs nothing. You can leave at any time, and what we hold about you is then erased.",
    de: "Sie werden gebeten, an einer Forschungsstudie teilzunehmen. Das ist Ihre freie Entscheidung. Wir möchten lernen, wie Menschen alltägliche Aufgaben am Computer erledigen. Wenn Sie teilnehmen, zeichnet ein Programm auf Ihrem Computer auf, was Sie tun, aber nur in den Programmen und auf den Seiten, die Sie auswählen. Es zeichnet den Mauszeiger, Tasten und Bilder dieser Fenster auf. Passwörter und andere Geheimnisse werden ausgelassen. Sie können jederzeit mit einer Taste anhalten. Sie sehen alles, bevor es gesendet wird, und können jeden Teil entfernen. Mit den Daten wird Software trainiert und geprüft, die einen Computer bedienen kann. Niemand darf damit Sie oder Ihre Arbeit beurteilen, und niemand in Ihrem Betrieb kann sie sehen. Das größte Risiko ist, dass versehentlich etwas Privates aufgezeichnet wird; darum sehen Sie zuerst nach. Sie bekommen nichts dafür, und es kostet nichts. Sie können jederzeit aufhören; was wir über Sie haben, wird dann gelöscht.",
  },
  isResearchStatement: {
    en: "This is research.",
    de: "Dies ist Forschung.",
  },
  purpose: {
    en: "To learn how people do everyday tasks on a computer, and to train and test software that can do such tasks for them.",
    de: "Lernen, wie Menschen alltägliche Aufgaben am Computer erledigen, und Software trainieren und prüfen, die ihnen solche Aufgaben abnehmen kann.",
  },
  models: {
    en: "Models that operate a computer on request.",
    de: "Modelle, die auf Wunsch einen Computer bedienen.",
  },
  release: {
    en: "The dataset is given to researchers who sign the terms of this study. Models may be published.",
    de: "Der Datensatz wird an Forschende gegeben, die den Bedingungen dieser Studie zustimmen. Modelle können veröffentlicht werden.",
  },
  noEmployer: {
    en: "No employer of participants is involved.",
    de: "Kein Arbeitgeber von Teilnehmenden ist beteiligt.",
  },
  noDetriment: {
    en: "Neither taking part nor refusing has any consequence at work. Your employer does not learn whether you take part.",
    de: "Weder die Teilnahme noch die Ablehnung hat Folgen bei der Arbeit. Ihr Arbeitgeber erfährt nicht, ob Sie teilnehmen.",
  },
  voluntary: {
    en: "Taking part is your free choice. You can say no, or stop at any time, without giving a reason and without any disadvantage.",
    de: "Die Teilnahme ist freiwillig. Sie können ablehnen oder jederzeit aufhören, ohne Grund und ohne Nachteil.",
  },
  alternatives: {
    en: "You can take part with some apps or sites only, or not at all.",
    de: "Sie können mit nur einigen Programmen oder Seiten teilnehmen, oder gar nicht.",
  },
  compensation: { en: "None.", de: "Keine." },
  risks: {
    en: "Something private could be recorded in an app or on a site that you picked, and you could overlook it when you look through the recording.",
    de: "In einem Programm oder auf einer Seite Ihrer Wahl könnte etwas Privates aufgezeichnet werden, das Sie beim Durchsehen übersehen.",
  },
  benefits: {
    en: "You have no direct benefit. Software that can operate a computer may help many people.",
    de: "Sie haben keinen unmittelbaren Nutzen. Software, die einen Computer bedienen kann, hilft vielleicht vielen Menschen.",
  },
  unforeseeable: {
    en: "There may be risks that nobody knows yet.",
    de: "Es kann Risiken geben, die noch niemand kennt.",
  },
  costs: { en: "None.", de: "Keine." },
  injury: {
    en: "The risk is not above that of daily life, so no compensation is planned.",
    de: "Das Risiko übersteigt das des Alltags nicht; eine Entschädigung ist nicht vorgesehen.",
  },
  futureUse: {
    en: "Data without your name may be used for other research of the same purpose.",
    de: "Daten ohne Ihren Namen können für andere Forschung mit demselben Zweck verwendet werden.",
  },
  notErasableData: {
    en: "Datasets that were released before you left: those who have them are told to erase your part.",
    de: "Datensätze, die vor Ihrem Austritt weitergegeben wurden: Die Empfänger werden aufgefordert, Ihren Teil zu löschen.",
  },
  notErasableModels: {
    en: "Models that were trained before you left cannot forget.",
    de: "Modelle, die vor Ihrem Austritt trainiert wurden, können nicht vergessen.",
  },
  termination: {
    en: "The researchers may end the study. Then nothing more is recorded, and everything said here still holds for what they have.",
    de: "Die Forschenden können die Studie beenden. Dann wird nichts mehr aufgezeichnet, und alles hier Gesagte gilt weiter für das, was sie haben.",
  },
  newFindings: {
    en: "If we learn something that may change your mind, the program shows it to you and asks again.",
    de: "Wenn wir etwas erfahren, das Ihre Entscheidung ändern könnte, zeigt das Programm es Ihnen und fragt erneut.",
  },
  results: {
    en: "Results are published on the study's page.",
    de: "Ergebnisse werden auf der Seite der Studie veröffentlicht.",
  },
  siteLabel: { en: "The site example.org", de: "Die Seite example.org" },
  siteWhy: {
    en: "To see how people fill in forms and find their way on a site.",
    de: "Um zu sehen, wie Menschen Formulare ausfüllen und sich auf einer Seite zurechtfinden.",
  },
  editorLabel: { en: "A text editor", de: "Ein Texteditor" },
  editorWhy: {
    en: "To see how people write and change a text. What you type there is not recorded, only that keys were pressed.",
    de: "Um zu sehen, wie Menschen einen Text schreiben und ändern. Was Sie dort tippen, wird nicht aufgezeichnet, nur dass Tasten gedrückt wurden.",
  },
} as const satisfies Record<string, TemplateText>;

interface Question {
  readonly id: string;
  readonly q: TemplateText;
  readonly options: readonly TemplateText[];
  readonly correct: number;
  readonly explain: TemplateText;
}

export const questions: readonly Question[] = [
  {
    id: "employer-access",
    q: {
      en: "Can your employer see what is recorded?",
      de: "Kann Ihr Arbeitgeber sehen, was aufgezeichnet wird?",
    },
    options: [
      { en: "Yes, always", de: "Ja, immer" },
      { en: "No", de: "Nein" },
      { en: "Only when asking for it", de: "Nur auf Anfrage" },
    ],
    correct: 1,
    explain: {
      en: "No. Only the researchers of this study can read what you send, and using it to judge anybody's work is forbidden.",
      de: "Nein. Nur die Forschenden dieser Studie können lesen, was Sie senden, und es darf nicht zur Beurteilung von Arbeit benutzt werden.",
    },
  },
  {
    id: "stopping",
    q: {
      en: "What happens when you stop taking part?",
      de: "Was geschieht, wenn Sie nicht mehr teilnehmen?",
    },
    options: [
      {
        en: "Recording ends at once, and what the study holds about you is erased",
        de: "Die Aufzeichnung endet sofort, und was die Studie über Sie hat, wird gelöscht",
      },
      { en: "You have to give a reason first", de: "Sie müssen zuerst einen Grund nennen" },
      {
        en: "You have to finish what you began",
        de: "Sie müssen beenden, was Sie angefangen haben",
      },
    ],
    correct: 0,
    explain: {
      en: "You can stop at any time without a reason. Datasets and models that were already released are the exception, listed above.",
      de: "Sie können jederzeit ohne Grund aufhören. Ausgenommen sind bereits weitergegebene Datensätze und Modelle, wie oben aufgeführt.",
    },
  },
  {
    id: "what-is-sent",
    q: { en: "What is sent to the study?", de: "Was wird an die Studie gesendet?" },
    options: [
      { en: "Everything on the screen", de: "Alles auf dem Bildschirm" },
      {
        en: "Only what was recorded in apps and sites that I picked, after I looked at it",
        de: "Nur was in von mir gewählten Programmen und Seiten aufgezeichnet wurde, nachdem ich es angesehen habe",
      },
      { en: "Whatever the researchers ask for", de: "Was immer die Forschenden verlangen" },
    ],
    correct: 1,
    explain: {
      en: "Nothing is recorded elsewhere, and nothing is sent that you have not seen and approved.",
      de: "Anderswo wird nichts aufgezeichnet, und es wird nichts gesendet, was Sie nicht gesehen und freigegeben haben.",
    },
  },
];
