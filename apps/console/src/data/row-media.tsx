import { useMutation } from '@tanstack/react-query';
import { request } from '../api/http.ts';
import type { ActionAnswer } from '../resources/action.ts';
import type { ConnectionPlace } from '../resources/connection.ts';
import { useMay } from '../resources/permissions.ts';
import { Button } from '../ui/button.tsx';
import { MediaView } from '../ui/media-view.tsx';
import type { Values } from './list-query.ts';
import { executeCall } from './write-calls.ts';

/** The action that downloads the file behind a row, with its parameters from the row. */
const DOWNLOADS: Readonly<Record<string, { readonly action: string; readonly parameters: (row: Values) => Values }>> = {
  Recordings: { action: 'DownloadRecording', parameters: ({ Sid }) => ({ Sid, Format: 'mp3' }) },
  CallRecordings: { action: 'DownloadRecording', parameters: ({ Sid }) => ({ Sid, Format: 'mp3' }) },
  ConferenceRecordings: { action: 'DownloadRecording', parameters: ({ Sid }) => ({ Sid, Format: 'mp3' }) },
  Media: { action: 'DownloadMedia', parameters: ({ MessageSid, Sid }) => ({ MessageSid, Sid }) },
};

export function hasMedia(type: string): boolean {
  return DOWNLOADS[type] !== undefined;
}

/** Plays or saves the file of a row. It is downloaded on demand, since that costs a request. */
export function RowMedia({
  place,
  type,
  values,
}: {
  readonly place: ConnectionPlace;
  readonly type: string;
  readonly values: Values;
}) {
  const may = useMay(place);
  const download = DOWNLOADS[type];
  const media = useMutation({
    mutationFn: async () => {
      if (!download) return undefined;
      const answer = await request<ActionAnswer>(executeCall(place, download.action, download.parameters(values)));
      return answer.results?.[0];
    },
  });
  if (!download || !may('connectors.actions.execute')) return null;
  const { Content: content, ContentType: contentType } = media.data ?? {};
  return (
    <>
      <div>
        <Button disabled={media.isPending} onClick={() => media.mutate()}>
          {media.isPending ? 'Downloading…' : 'Download the file'}
        </Button>
      </div>
      {typeof content === 'string' && typeof contentType === 'string' && (
        <MediaView content={content} contentType={contentType} />
      )}
      {media.error && <p role="alert">{media.error.message}</p>}
    </>
  );
}
