import { startSimulator } from '@twilio-connector/simulator';
import { serveMeasured } from './measured-process.ts';

let page = '';

// A simulator whose processor time another process can measure.
serveMeasured({
  async start(messages) {
    return (await startSimulator({ rows: Number(messages) })).url;
  },
  /** Keeps the page that `stringify` writes again. */
  keep(text) {
    page = String(text);
  },
  /** Parses and writes the page so many times: what any server of JSON must at least do to change a page. */
  stringify(times) {
    const value: unknown = JSON.parse(page);
    let length = 0;
    for (let time = 0; time < Number(times); time += 1) length += JSON.stringify(value).length;
    return length;
  },
  /** Milliseconds of processor time so far, of all threads. */
  processorMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
});
