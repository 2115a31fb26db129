import type { Explanation, TwilioRequest } from '@twilio-connector/entities';
import { type ApiCall, request } from '../api/http.ts';
import { type ConnectionPlace, nameOf } from '../resources/connection.ts';
import { entityPath, type Values } from './list-query.ts';

/** A write of the API, as it is sent and previewed. */
export type WriteCall = Pick<ApiCall, 'method' | 'path' | 'query' | 'body'>;

export function createCall(place: ConnectionPlace, type: string, fields: Values): WriteCall {
  return {
    method: 'POST',
    path: `/v2/${nameOf(place)}/entityTypes/${encodeURIComponent(type)}/entities`,
    body: { fields },
  };
}

export function updateCall(
  place: ConnectionPlace,
  type: string,
  { id, fields }: { readonly id: string; readonly fields: Values },
): WriteCall {
  return { method: 'PATCH', path: entityPath(place, type, id), body: { fields } };
}

export function deleteCall(place: ConnectionPlace, type: string, id: string): WriteCall {
  return { method: 'DELETE', path: entityPath(place, type, id) };
}

export function executeCall(place: ConnectionPlace, action: string, parameters: Values): WriteCall {
  return {
    method: 'POST',
    path: `/v2/${nameOf(place)}/actions/${encodeURIComponent(action)}:execute`,
    body: { parameters },
  };
}

/** What a write would do. */
export interface WritePlan {
  readonly request?: TwilioRequest;
  /** How a bulk write would find its rows. */
  readonly finds?: Explanation;
}

/** Checks a write and returns the request that it would send to Twilio. Sends nothing. @throws ApiError with all faults */
export async function planOf(call: WriteCall): Promise<WritePlan> {
  const answer = await request<{ metadata?: { twilio?: WritePlan } }>({
    ...call,
    query: { ...call.query, validateOnly: true },
  });
  return answer.metadata?.twilio ?? {};
}

export async function previewOf(call: WriteCall): Promise<TwilioRequest | undefined> {
  return (await planOf(call)).request;
}
