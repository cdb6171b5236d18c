/**
 * The names and limits of the browser companion, apart from its schemas, so that the script
 * in a browser and the relay carry no parser.
 *
 * @module
 */

export const companionProtocol = 1;
export const maxCompanionFrameBytes = 1024 * 1024;
/** A page with more secret fields and frames in sight is not pictured at all. */
export const maxSecretAreas = 200;
/** The name under which browsers know the relay. */
export const companionHostName = "org.assent.companion";
/** Follows from the public key in the extension's manifest. */
export const companionExtensionId = "oomecenpkkfocfndhhbjmafolgnkgpej";
