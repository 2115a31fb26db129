import type { SeedPlace, SeedWorld } from '../resources/resource.js';
import { seedTime } from '../resources/seeding.js';
import type { Row } from '../store.js';
import { prefixOf } from './draft.js';
import { sampleFiller } from './fill.js';
import type { ServedResource } from './served-resource.js';

/** A small simulator has some of everything too. */
const MIN_ROWS = 3;

/** The entities of a new simulator, oldest first: those of the declaration, or filled in by their types. */
export function* seedRows(served: ServedResource, rows: number, world: SeedWorld): Iterable<Row> {
  const { resource } = served;
  const share = Math.floor(rows * resource.share);
  if (resource.seed) return yield* resource.seed(share, world);
  if (resource.share === 0) return;
  const count = Math.max(MIN_ROWS, share);
  const draftOf = drafter(served);
  const rowsOf = remember((name) => [...world.table(name).oldestFirst()]);
  for (const [index, at] of placesOf(served, count, world).entries()) {
    const other = (name: string) => rowsOf(name)[index % rowsOf(name).length];
    const place = { ...world, ...at, index, other };
    const draft = draftOf(place);
    yield { ...draft, ...resource.sample?.(draft, place) };
  }
}

function remember<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}

/** When each is made, and below which entity: the oldest below the oldest, after it. */
function placesOf({ parent }: ServedResource, count: number, world: SeedWorld): Pick<SeedPlace, 'made' | 'parent'>[] {
  const parents = parent && [...world.table(parent.resource).oldestFirst()];
  if (!parents) {
    return Array.from({ length: count }, (_, index) => ({ made: seedTime(world, index, count), parent: undefined }));
  }
  let last = 0;
  return Array.from({ length: parents.length === 0 ? 0 : count }, (_, index) => {
    const above = parents[Math.floor((index / count) * parents.length)];
    last = Math.min(world.end - 1, Math.max(last + 1, Number(above?.date_created) + 1000));
    return { made: last, parent: above };
  });
}

function drafter({ resource, owner, properties, parent }: ServedResource): (place: SeedPlace) => Row {
  const fill = sampleFiller(properties);
  const prefix = prefixOf(properties.sid);
  const words = resource.name.replace(/s$/, '').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return ({ random, made, index, accountSid, parent: above }) => ({
    ...fill({ random, at: made, label: `${words} ${index + 1}` }),
    ...owner.blank,
    ...(parent && { [parent.property]: above?.[parent.key] }),
    sid: random.sid(prefix),
    account_sid: accountSid,
    date_created: made,
    date_updated: made,
  });
}
