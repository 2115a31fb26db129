import { toFailure } from '../../calls/failure.js';
import { didYouMean, type EntityType, findEntityType } from '@twilio-connector/entities';
import { countEntities, type Page, scanEntities } from '../../calls/operations/scans.js';
import { ConnectorError, invalidParameter } from '../../errors.js';
import { createSelection, type ExportColumn, exportColumns } from '../../exports/formats/columns.js';
import { createEncoder, EXPORT_FORMATS, MEDIA_TYPES } from '../../exports/formats/format.js';
import { textToParts } from '../../exports/parts.js';
import { toErrorAnswer } from '../answer.js';
import { defineMethod } from '../method.js';
import { flag, oneOf, type Parameter, positive, text } from '../parameters.js';
import type { Download } from '../download.js';
import { time } from '../time-parameter.js';

/** A long list takes longer than other calls: at 50 requests a second, 9,000,000 messages take three minutes. */
const DEADLINE_MS = 3_600_000;

/**
 * Downloads the whole list of an entity type, as it is read. With `format=pages`, each line is a page with the part of the list that
 * it belongs to, so that a client can go on with what is missing (`completed`).
 */
export const exportEntities = defineMethod({
  id: 'export.connections.entityTypes.export',
  route: {
    httpMethod: 'GET',
    path: '/export/v1/projects/{projectsId}/locations/{locationsId}/connections/{connectionsId}/entityTypes/{entityTypesId}',
  },
  permission: 'connectors.entities.list',
  audit: 'ADMIN_READ',
  on: 'runtime',
  deadlineMs: DEADLINE_MS,
  parameters: {
    format: oneOf([...EXPORT_FORMATS, 'pages']),
    conditions: text(),
    fields: text(),
    limit: positive(),
    allowParentScan: positive(),
    maxRequests: positive(),
    count: flag(),
    serial: flag(),
    completed: completedParts(),
    time: time(),
  },
  async handle({ entities }, { path, query, download, ...context }) {
    const { format = 'ndjson', conditions, allowParentScan, maxRequests, time: at } = query;
    const entityType = findEntityType(entities.catalog, path.entityTypesId ?? '');
    const selection = { entityType: entityType.name, conditions, allowParentScan, maxRequests };
    let requests = 0;
    const counted = { ...context, onAttempt: () => (context.onAttempt(), (requests += 1)) };
    if (query.count) {
      const { count, warnings } = await countEntities({ entities }, { ...selection, isSerial: query.serial }, counted);
      return { count, requests, warnings };
    }
    const columns = exportColumns(entityType, readFields(query.fields, entityType));
    const warnings: string[] = [];
    const onWarning = (warning: string) => void warnings.push(warning);
    const timeMs = at === undefined ? undefined : Date.parse(at);
    const scan = { ...selection, limit: query.limit, completed: query.completed, timeMs, onWarning };
    const pages = scanEntities({ entities }, scan, counted);
    try {
      // What fails before the first rows is answered with its status.
      const first = await pages.next();
      const all = join(first, pages);
      if (format === 'pages') {
        const select = createSelection(columns);
        const toLine = (value: object) => Buffer.from(`${JSON.stringify({ ...value, requests })}\n`);
        const body = download({ mediaType: MEDIA_TYPES.ndjson, fileName: `${entityType.name}.pages.ndjson` });
        try {
          for await (const { rows, ...page } of all) await body.write(toLine({ rows: rows.map(select), ...page }));
        } catch (error) {
          // The status was sent long ago, so a line says why the pages end here.
          await body.write(toLine(toErrorAnswer(toFailure(error, context.signal)).body as object));
          await body.end();
          throw error;
        }
        return await body.write(toLine({ warnings }));
      }
      await writeRows(all, { format, columns, entityType, download });
    } finally {
      await pages.return(undefined);
    }
  },
});

async function writeRows(
  pages: AsyncIterable<Page>,
  given: {
    readonly format: (typeof EXPORT_FORMATS)[number];
    readonly columns: readonly ExportColumn[];
    readonly entityType: EntityType;
    readonly download: Download;
  },
): Promise<void> {
  const { format, columns, entityType, download } = given;
  const encoder = await createEncoder(format, columns);
  const body = download({
    mediaType: MEDIA_TYPES[format],
    fileName: `${entityType.name}.${format}`,
    isCompressed: format === 'parquet',
  });
  await body.write(encoder.begin());
  for await (const { rows } of pages) for (const block of encoder.rows(rows)) await body.write(block);
  await body.write(encoder.end());
}

async function* join(first: IteratorResult<Page>, rest: AsyncGenerator<Page>): AsyncGenerator<Page> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

/** @throws ConnectorError for an unknown column, with the nearest known name */
function readFields(names: string | undefined, entityType: EntityType): readonly string[] | undefined {
  const known = exportColumns(entityType).map(({ name }) => name);
  const asked = names?.split(',').map((name) => name.trim());
  for (const name of asked ?? []) {
    if (known.includes(name)) continue;
    const message = `The parameter fields names the column ${JSON.stringify(name)}, which ${entityType.name} does not have.`;
    throw new ConnectorError('INVALID_ARGUMENT', message + didYouMean(name, known), { reason: 'INVALID_PARAMETER' });
  }
  return asked;
}

/** The parts of the list that the caller has, as `partsToText` writes them. */
function completedParts(): Parameter<ReturnType<typeof textToParts>> {
  return {
    read([value], name) {
      const parts = value === undefined ? [] : textToParts(value);
      if (parts) return parts;
      throw invalidParameter(name, 'must be parts of a list, such as 0:1700000000..*, as format=pages returns them');
    },
  };
}
