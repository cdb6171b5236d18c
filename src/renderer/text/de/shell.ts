export const shell = {
  shell: {
    name: "Assent",
    skip: "Zum Inhalt springen",
    sections: "Bereiche",
    stateNow: "Stand der Aufzeichnung",
    home: "Start",
    review: "Durchsicht",
    studies: "Studien",
    leave: "Austreten",
    language: "Sprache",
    english: "English",
    german: "Deutsch",
    loading: "Einen Moment …",
    tryAgain: "Noch einmal versuchen",
    cancel: "Abbrechen",
    back: "Zurück",
    next: "Weiter",
    save: "Speichern",
    lock: "Sperren",
    lostTitle: "Assent antwortet nicht",
    lost: "Der Teil von Assent, der aufzeichnet, wurde beendet oder startet gerade neu. Solange er fehlt, wird nichts aufgezeichnet. Dieses Fenster verbindet sich von selbst wieder.",
    lostLong:
      "Wenn das so bleibt, starten Sie Assent neu und öffnen Sie das Fenster von dort: Jeder Start hat eine neue Adresse.",
    uninvitedTitle: "Bitte öffnen Sie dieses Fenster aus Assent",
    uninvited:
      "Diese Seite funktioniert nur mit der Adresse, die Assent beim Start zeigt. So bleiben andere Programme und Websites draußen.",
  },
  failure: {
    deadline: "Das hat zu lange gedauert. Nichts ist verloren; bitte versuchen Sie es noch einmal.",
    closed: "Assent antwortet gerade nicht. Die Verbindung kommt von selbst wieder.",
    version:
      "Dieses Fenster und Assent haben verschiedene Versionen. Bitte starten Sie Assent neu.",
    "bad-request": "Assent hat das nicht angenommen. Bitte prüfen Sie Ihre Eingabe.",
    "bad-response":
      "Assent antwortet so, dass dieses Fenster es nicht versteht. Bitte starten Sie Assent neu.",
    busy: "Assent ist beschäftigt. Bitte versuchen Sie es gleich noch einmal.",
    locked: "Ihre Aufnahmen sind verschlossen. Bitte geben Sie zuerst Ihre Passphrase ein.",
    "not-recording":
      "Assent zeichnet nicht mehr auf. Öffnen Sie die Sitzung in der Durchsicht, um sie zu kürzen oder zu löschen.",
    "session-unavailable": "Diese Sitzung gibt es nicht mehr, oder sie wird gerade aufgezeichnet.",
    "store-full":
      "Die Festplatte ist voll. Bitte schaffen Sie Platz und versuchen Sie es noch einmal. Nichts ist verloren.",
    "store-in-use":
      "Ein anderes Assent auf diesem Computer hat Ihre Aufnahmen geöffnet. Bitte schließen Sie es zuerst.",
    "keys-damaged":
      "Die Datei mit Ihren Schlüsseln ist beschädigt. Bitte stellen Sie sie aus einer Sicherung wieder her. Nichts wurde verändert.",
    "keys-exist": "Es gibt schon eine Passphrase. Bitte entsperren Sie damit.",
    "newer-store":
      "Diese Aufnahmen hat ein neueres Assent geschrieben. Bitte benutzen Sie diese Version.",
    internal:
      "In Assent ist etwas schiefgegangen. Nichts wurde gesendet. Bitte versuchen Sie es noch einmal.",
  },
  unlock: {
    createTitle: "Passphrase wählen",
    createWhy:
      "Alles, was Assent aufzeichnet, bleibt auf diesem Computer, verschlossen mit Ihrer Passphrase, bis Sie es senden.",
    createCannot:
      "Niemand kann diese Passphrase wiederherstellen: wir nicht und die Studie nicht. Wenn Sie sie vergessen, sind Aufzeichnungen verloren, die Sie noch nicht gesendet haben. Ihre Studien und Ihr Recht auszutreten bleiben: Dafür gibt Ihnen jede Studie einen Widerrufscode.",
    passphrase: "Passphrase",
    passphraseHint: "Mindestens 8 Zeichen. Gut sind mehrere Wörter, die nur Sie so kombinieren.",
    repeat: "Passphrase wiederholen",
    different: "Die beiden stimmen noch nicht überein.",
    short: "Das sind weniger als 8 Zeichen.",
    show: "Zeigen, was ich tippe",
    create: "Mit dieser Passphrase verschließen",
    unlockTitle: "Assent entsperren",
    unlockWhy: "Ihre Aufzeichnungen auf diesem Computer sind verschlossen.",
    unlock: "Entsperren",
    wrong:
      "Das ist nicht die richtige Passphrase. Bitte versuchen Sie es noch einmal, so oft Sie wollen.",
    working: "Wird geprüft, das dauert mit Absicht einen Moment …",
  },
};
