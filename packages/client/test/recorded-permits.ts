import type { Admit, Answer } from '../src/options.js';

/** An `admit` that records how its permits end. */
export interface RecordedPermits {
  readonly admit: Admit;
  /** For each permit, in order of admission: how it ended, or `open`. */
  readonly ends: ('open' | 'sent' | 'released')[];
  /** What each attempt reported at its end, in order of the ends. */
  readonly answers: (Answer | undefined)[];
}

/** @param onSent called when a request is reported as sent */
export function recordPermits(onSent: () => void = () => undefined): RecordedPermits {
  const ends: RecordedPermits['ends'] = [];
  const answers: RecordedPermits['answers'] = [];
  const admit: Admit = async () => {
    const index = ends.push('open') - 1;
    let isDone = false;
    const end = (how: 'sent' | 'released') => {
      if (ends[index] === 'open') ends[index] = how;
    };
    return {
      sent() {
        if (ends[index] === 'open') onSent();
        end('sent');
      },
      release: () => end('released'),
      done(answer) {
        end('released');
        if (!isDone) answers.push(answer);
        isDone = true;
      },
    };
  };
  return { admit, ends, answers };
}
