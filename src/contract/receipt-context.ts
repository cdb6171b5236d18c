/**
 * The JSON-LD context of every consent receipt, as a constant.
 *
 * A receipt carries it whole and is refused when it carries another, so nothing is ever
 * fetched to understand a receipt and nobody can change what its terms mean. Terms are
 * those of DPV 2.3; `app:` holds what DPV has no term for.
 *
 * @module
 */

const iri = { "@type": "@id", "@container": "@set" } as const;
const nodes = { "@container": "@set" } as const;
const time = { "@type": "http://www.w3.org/2001/XMLSchema#dateTime" } as const;
const day = { "@type": "http://www.w3.org/2001/XMLSchema#date" } as const;
const duration = { "@type": "http://www.w3.org/2001/XMLSchema#duration" } as const;

export const receiptContext = {
  "@version": 1.1,
  app: "urn:x-assent:receipt:v1:",
  dct: "http://purl.org/dc/terms/",
  dpv: "https://w3id.org/dpv#",
  "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
  "legal-eu": "https://w3id.org/dpv/legal/eu#",
  loc: "https://w3id.org/dpv/loc#",
  pd: "https://w3id.org/dpv/pd#",
  schema: "https://schema.org/",
  skos: "http://www.w3.org/2004/02/skos/core#",
  "dct:conformsTo": iri,
  "dct:created": time,
  "dct:date": day,
  "dct:identifier": nodes,
  "dct:language": nodes,
  "dct:publisher": iri,
  "dct:replaces": iri,
  "schema:contactPoint": nodes,
  "schema:recipient": iri,
  "skos:broader": iri,
  "dpv:hasApplicableLaw": iri,
  "dpv:hasConsentControl": nodes,
  "dpv:hasConsentStatus": nodes,
  "dpv:hasDataController": nodes,
  "dpv:hasDataSource": iri,
  "dpv:hasDataSubject": nodes,
  "dpv:hasDuration": duration,
  "dpv:hasIdentifier": nodes,
  "dpv:hasImpactAssessment": nodes,
  "dpv:hasIndicationMethod": nodes,
  "dpv:hasJurisdiction": iri,
  "dpv:hasLegalBasis": iri,
  "dpv:hasLocation": nodes,
  "dpv:hasName": nodes,
  "dpv:hasNecessity": iri,
  "dpv:hasNotice": nodes,
  "dpv:hasPersonalData": nodes,
  "dpv:hasProcess": nodes,
  "dpv:hasProcessing": iri,
  "dpv:hasProhibition": nodes,
  "dpv:hasPurpose": nodes,
  "dpv:hasRecipient": nodes,
  "dpv:hasRecordOfActivity": nodes,
  "dpv:hasRight": iri,
  "dpv:hasStorageCondition": nodes,
  "dpv:isExercisedAt": iri,
  "dpv:isIndicatedAtTime": time,
  "dpv:isIndicatedBy": iri,
  "app:apps": nodes,
  "app:comprehension": nodes,
  "app:origins": nodes,
  "app:prev": nodes,
  "app:scopesGranted": nodes,
  "app:scopesRefused": nodes,
  "app:signals": nodes,
} as const;
