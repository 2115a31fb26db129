import { toInput } from '../data/input-value.ts';
import { count } from '../format/words.ts';
import type { ActionAnswer } from '../resources/action.ts';
import { Mono } from '../ui/badge.tsx';
import { Facts } from '../ui/facts.tsx';
import { MediaView } from '../ui/media-view.tsx';

type Result = NonNullable<ActionAnswer['results']>[number];

/** What an action returned: its values, or a file to play or save. */
export function ActionResult({ answer, isReplayed }: { readonly answer: ActionAnswer; readonly isReplayed: boolean }) {
  const { results = [], metadata } = answer;
  const requests = metadata?.twilio?.requests;
  return (
    <>
      <p role="status">
        {results.length === 0 ? 'Done.' : `${count(results.length, 'result')}.`}
        {requests !== undefined && ` It took ${count(requests, 'request')} to Twilio.`}
        {isReplayed && ' It had been carried out before; this is its stored answer.'}
      </p>
      {results.map((result, index) => (
        <OneResult key={index} result={result} />
      ))}
    </>
  );
}

function OneResult({ result }: { readonly result: Result }) {
  const { Content: content, ContentType: contentType } = result;
  if (typeof content === 'string' && typeof contentType === 'string')
    return <MediaView content={content} contentType={contentType} />;
  return (
    <Facts
      facts={Object.entries(result).map(([name, value]) => [
        name,
        value === null ? '–' : <Mono key={name}>{toInput(value)}</Mono>,
      ])}
    />
  );
}
