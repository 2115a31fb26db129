import { callAnnotation } from '../catalog/insights/call-annotation.js';
import { phoneNumberLookup } from '../catalog/lookups/phone-number-lookup.js';
import { studioExecutions } from '../catalog/studio/studio-executions.js';
import { defineAction, text } from '../model/index.js';
import { columnsOf, createFieldsOf, filterFieldsOf, optional, required } from './fields-of.js';

const annotation = callAnnotation.fields;

export const annotateCall = defineAction({
  name: 'AnnotateCall',
  description: "Records a person's assessment of a call: the kind of answerer, the audio quality and any issues.",
  docs: callAnnotation.docs,
  product: 'insights',
  method: 'POST',
  path: callAnnotation.path,
  inputParameters: {
    CallSid: required(annotation.CallSid),
    AnsweredBy: optional(annotation.AnsweredBy),
    ConnectivityIssue: optional(annotation.ConnectivityIssue),
    QualityIssues: text({ create: 'optional', description: 'Audio quality issues, comma-separated.' }),
    Spam: optional(annotation.Spam),
    CallScore: optional(annotation.CallScore),
    Comment: optional(annotation.Comment),
    Incident: optional(annotation.Incident),
  },
  needsOneOf: [['AnsweredBy', 'ConnectivityIssue', 'QualityIssues', 'Spam', 'CallScore', 'Comment', 'Incident']],
  resultMetadata: { CallSid: annotation.CallSid },
  isIdempotent: true,
});

export const lookupPhoneNumber = defineAction({
  name: 'LookupPhoneNumber',
  description: 'Looks up a phone number. Validation is free; each package in Fields costs money.',
  docs: phoneNumberLookup.docs,
  product: 'lookups',
  method: 'GET',
  path: phoneNumberLookup.path,
  inputParameters: {
    PhoneNumber: required(phoneNumberLookup.fields.PhoneNumber),
    ...filterFieldsOf(phoneNumberLookup),
  },
  resultMetadata: columnsOf(phoneNumberLookup),
  isIdempotent: true,
  spendsMoney: true,
  consequence: 'costs money for each package in Fields',
});

export const triggerStudioFlow = defineAction({
  name: 'TriggerStudioFlow',
  description: 'Starts a Studio flow for a contact.',
  docs: studioExecutions.docs,
  product: 'studio',
  method: 'POST',
  path: studioExecutions.path,
  inputParameters: { FlowSid: required(studioExecutions.fields.FlowSid), ...createFieldsOf(studioExecutions) },
  resultMetadata: columnsOf(studioExecutions),
  isIdempotent: false,
  spendsMoney: true,
  consequence: 'starts the flow, which may call or message people and cost money',
});
