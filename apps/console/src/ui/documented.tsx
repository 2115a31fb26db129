interface DocumentedProps {
  readonly description?: string | undefined;
  /** The address of Twilio's page. */
  readonly docs?: string | undefined;
}

/** The description of an entity type or action, with a link to Twilio's page about it. */
export function Documented({ description, docs }: DocumentedProps) {
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
