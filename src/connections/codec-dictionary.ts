/**
 * What payloads say over and over, the most frequent last, for compressing them (RFC 1951). Payloads in
 * histories are read with it: it is never changed; another one gets another number beside it.
 */
const SAID_OFTEN = [
  '{"recommendation":"","sourceOfCase":"","suspectedProvision":"","causeOfInitiation":"",',
  '"partyParticulars":"',
  '"party":{"name":"","kind":"organisation"},"body":{"title":"","cause":"","emergency":{"startedAt":',
  '"calendarVersion":"2026:announced-provisional-","from":17955159,"key":"case-decision",',
  '"lastDay":"2027-01-01",',
  '"period":"caseDecision","provisional":true,"remindAt":[]}],"clocks":[{"at":1803311999999,',
  '"onBehalfOf":{"substitution":"","effect":"startApproved","outcome":"initiated","start":"initiated",',
  '"procedure":"enforcement-case","idem":"enforcement-case:opening","kind":"concluded","step":"concluded",',
  '"actor":{"authentication":"system","id":"system","name":"","role":"system","unit":"system"},',
  '"policy":{"id":"procedure","version":"case-initiation"},"facts":{"edition":"2026-","emergency":null,',
  '"people":{"approvers":[""],"handlers":["",""],"legalOffice":[""],"reviewers":[""]},"unit":"',
  '{"requestId":"","fingerprint":"","actor":{"id":"","name":"","role":"manager","unit":"","certificate":"",',
  '"authentication":"password","session":""},"occurredAt":17955159,"receivedAt":17955159,"seen":1,',
  '"policy":{"id":"api-policies","version":""},"step":"initiation-form/submit/1","decision":"submit",',
  '"opinion":"","form":{},"secrecy":2,"attachments":[],"attachmentNames":[]}',
  '{"seq":2,"attempt":1,"activity_id":"2","activity_type":"append","complete_time":{"seconds":17955159,',
  '"nanos":17590},"backoff":null,"original_schedule_time":{"seconds":17955159,"nanos":32144}}',
  '{"records":[],"head":{"seq":0,"hash":{"sha256":"","sm3":""}},"concluded":[],"opened":[],"more":false}',
  '{"chainId":"HY-2026-","procedure":"case-initiation"}',
  '{"records":[{"actor":{"authentication":"password","certificate":"","id":"","name":"","role":"handler",',
  '"session":"","unit":""},"attachments":[],"body":{"sha256":"","sm3":""},"chainId":"HY-2026-","clocks":[],',
  '"decision":"agree","facts":{},"fingerprint":"","idem":"case-initiation:initiation-form/review/1",',
  '"kind":"decided","late":[],"lawReferences":["\u7b2c"],"occurredAt":17955159,"opens":[{"candidates":[""],',
  '"decisions":["agree","refuse","return"],"document":"initiationForm","role":"reviewer",',
  '"step":"initiation-form/approve/1"}],"policy":{"id":"api-policies","version":""},"prev":{"sha256":',
  '"0000000000000000000000000000000000000000000000000000000000000000","sm3":""},',
  '"procedure":"case-initiation","receivedAt":17955159,"recordedAt":17955159,"requestId":"","secrecy":2,',
  '"seq":1,"step":"initiation-form/submit/1","v":1,"hash":{"sha256":"","sm3":""}}],"head":{"seq":1,',
  '"hash":{"sha256":"","sm3":""}},"own":1}{"seq":1,"head":1}',
  '\n\u0016\n\u0008encoding\u0012\njson/plain\u0012',
];

/** The dictionaries by the number that stands in a payload; each stays, to read with. */
export const dictionaries: ReadonlyMap<number, Buffer> = new Map([
  [1, Buffer.from(SAID_OFTEN.join(''), 'utf8')],
]);

/** The one that is written with. */
export const CURRENT_DICTIONARY = 1;
