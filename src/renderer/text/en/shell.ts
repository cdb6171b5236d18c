export const shell = {
  shell: {
    name: "Assent",
    skip: "Skip to the content",
    sections: "Sections",
    stateNow: "State of the recording",
    home: "Home",
    review: "Review",
    studies: "Studies",
    leave: "Leave",
    language: "Language",
    english: "English",
    german: "Deutsch",
    loading: "One moment …",
    tryAgain: "Try again",
    cancel: "Cancel",
    back: "Back",
    next: "Next",
    save: "Save",
    lock: "Lock",
    lostTitle: "Assent is not answering",
    lost: "The part of Assent that records has stopped or is starting again. Nothing is recorded while it is away. This window connects again by itself.",
    lostLong:
      "If this stays, start Assent again and open the window from there: each start has a new address.",
    uninvitedTitle: "Please open this window from Assent",
    uninvited:
      "This page only works with the address that Assent shows when it starts. That keeps other programs and websites out.",
  },
  failure: {
    deadline: "This took too long. Nothing was lost; please try again.",
    closed: "Assent is not answering at the moment. It will connect again by itself.",
    version: "This window and Assent are of different versions. Please restart Assent.",
    "bad-request": "Assent did not accept this. Please check what you entered.",
    "bad-response":
      "Assent answered in a way this window does not understand. Please restart Assent.",
    busy: "Assent is busy. Please try again in a moment.",
    locked: "Your recordings are locked. Please enter your passphrase first.",
    "not-recording":
      "Assent is not recording any more. Open the session in the review to cut or delete it.",
    "session-unavailable": "This session is not there any more, or is being recorded.",
    "store-full": "The disk is full. Please free some space and try again. Nothing was lost.",
    "store-in-use":
      "Another Assent on this computer has your recordings open. Please close that one first.",
    "keys-damaged":
      "The file that holds your keys is damaged. Please restore it from a backup. Nothing was changed.",
    "keys-exist": "There is a passphrase already. Please unlock with it.",
    "newer-store": "A newer Assent wrote these recordings. Please use that version.",
    internal: "Something went wrong inside Assent. Nothing was sent. Please try again.",
  },
  unlock: {
    createTitle: "Choose a passphrase",
    createWhy:
      "Everything Assent records stays on this computer, locked with your passphrase, until you decide to send it.",
    createCannot:
      "Nobody can recover this passphrase: not us, not the study. If you forget it, recordings that you have not sent are lost. Your studies and your right to leave are not affected: each study gives you a withdrawal code for that.",
    passphrase: "Passphrase",
    passphraseHint:
      "At least 8 characters. Several words that only you would put together work well.",
    repeat: "Repeat the passphrase",
    different: "The two do not match yet.",
    short: "This is shorter than 8 characters.",
    show: "Show what I type",
    create: "Lock with this passphrase",
    unlockTitle: "Unlock Assent",
    unlockWhy: "Your recordings on this computer are locked.",
    unlock: "Unlock",
    wrong: "This is not the right passphrase. Please try again; there is no limit to how often.",
    working: "Checking, this takes a moment on purpose …",
  },
};
