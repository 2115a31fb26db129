import { isRecord } from '../../json/values.js';

type Json = Readonly<Record<string, unknown>>;

/** The fields whose value the connector chooses where the file has none, as in Terraform's provider. */
const CHOSEN_BY_CONNECTOR = ['nodeConfig', 'logConfig', 'serviceAccount'];

/** The fields in which a connection differs from the wanted one, with their wanted values. */
export function changedFields(current: Json, wanted: Json): Json {
  const names = [...new Set([...Object.keys(current), ...Object.keys(wanted)])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = wantedValue(name, current[name], wanted[name]);
      return isSame(name, current[name], value) ? [] : [[name, value]];
    }),
  );
}

function wantedValue(name: string, current: unknown, wanted: unknown): unknown {
  if (!CHOSEN_BY_CONNECTOR.includes(name)) return wanted;
  if (isRecord(current) && isRecord(wanted)) return { ...current, ...wanted };
  return name === 'logConfig' ? wanted : (wanted ?? current);
}

function isSame(name: string, one: unknown, other: unknown): boolean {
  return JSON.stringify(comparable(one, name)) === JSON.stringify(comparable(other, name));
}

/** A value without what protobuf JSON counts as absent, in one order. Labels may be empty; int64 may be a number. */
function comparable(value: unknown, name?: string): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => comparable(item) ?? {});
  if (isRecord(value)) {
    const members = Object.entries(value)
      .map(([key, member]) => [key, name === 'labels' ? member : comparable(member)] as const)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return members.length === 0 ? undefined : Object.fromEntries(members);
  }
  return value ? `${value as string}` : undefined;
}
