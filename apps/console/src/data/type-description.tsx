import type { EntityType } from '../resources/entity-type.ts';

/** What an entity type is, with Twilio's page about it. */
export function TypeDescription({ entityType: { metadata } }: { readonly entityType: EntityType }) {
  const { description, docs } = metadata?.twilio ?? {};
  return (
    <>
      {description}{' '}
      {docs?.startsWith('https:') && (
        <a href={docs} target="_blank" rel="noopener noreferrer">
          Twilio’s documentation
        </a>
      )}
    </>
  );
}
