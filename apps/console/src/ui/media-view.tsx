import { useEffect, useState } from 'react';
import { buttonClass } from './button.tsx';

interface MediaViewProps {
  /** Base64. */
  readonly content: string;
  readonly contentType: string;
}

/** A file from Twilio, which never leaves this page but by saving it. */
export function MediaView({ content, contentType }: MediaViewProps) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: contentType }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [content, contentType]);
  if (!url) return null;
  return (
    <>
      {contentType.startsWith('audio/') && <audio controls src={url} aria-label="Recording" />}
      {contentType.startsWith('video/') && <video controls src={url} aria-label="Video" />}
      <div>
        <a href={url} download={`twilio.${contentType.split('/')[1] ?? 'bin'}`} className={buttonClass()}>
          Save the file ({contentType})
        </a>
      </div>
    </>
  );
}
