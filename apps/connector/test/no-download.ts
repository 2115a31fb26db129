import type { Download } from '../src/rest/download.js';

/** For beds of methods that answer when they have ended. */
export const noDownload: Download = ({ fileName }) => {
  throw new Error(`No method of this bed starts a download, but ${fileName} was started.`);
};
